"""The templates that Meta lists for Pages."""

import pytest

from functions.messenger.listing import listed
from shared.errors import SendError
from tests.functions.messenger.reading import PAGE, SECRET
from tests.functions.messenger_platform.side import Side
from tests.simulator.exchange import Answer, Request
from tests.simulator.messenger import Messenger
from tests.simulator.meta import error


def test_each_page_has_its_own(messenger: Side) -> None:
    (found,) = listed(SECRET).values()
    names = {(one.name, one.language): one for one in found}
    order = names["order_update", "en"]
    assert (order.slots, order.needs, order.category) == (["1", "2"], ["button:0"], "UTILITY")
    assert names["name_day", "en"].status == "REJECTED"
    assert len(names) == 5


def refuse(messenger: Side, monkeypatch: pytest.MonkeyPatch, code: int, status: int = 403) -> None:
    platform = messenger.simulator.platforms["messenger"]
    assert isinstance(platform, Messenger)

    def refused(request: Request, groups: object) -> Answer:
        return error(status, code, f"(#{code}) Requires page_utility_messaging")

    monkeypatch.setattr(platform, "tell_templates", refused)


@pytest.mark.parametrize("code", [10, 200])
def test_a_page_that_has_not_granted_it_has_none(
    messenger: Side, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    refuse(messenger, monkeypatch, code)
    assert listed(SECRET) == {}


@pytest.mark.parametrize(("code", "status"), [(2, 500), (190, 401), (613, 400)])
def test_any_other_refusal_is_told(
    messenger: Side, monkeypatch: pytest.MonkeyPatch, code: int, status: int
) -> None:
    refuse(messenger, monkeypatch, code, status)
    with pytest.raises(SendError):
        listed(SECRET)


def test_without_a_token_nobody_is_asked(messenger: Side) -> None:
    with pytest.raises(SendError, match="no-credentials"):
        listed({**SECRET, "accounts": {PAGE: "main"}, "page_access_token": ""})
