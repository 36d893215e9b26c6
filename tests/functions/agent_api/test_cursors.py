"""A cursor goes on with the list and the token that it came from, and with nothing else."""

from typing import Any, Final

import pytest

from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import Problem
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.everything import ADMIN, make
from tests.functions.agent_api.routes import Operation, operations

PAGED: Final = [
    route
    for route in operations()
    if any(parameter["name"] == "cursor" for parameter in route.parameters("query"))
]


@pytest.fixture
def full(cloud: Any, the_time: SteppingClock) -> dict[str, str]:
    return make(the_time)


def page(caller: Caller, route: Operation, places: dict[str, str], **query: str | int) -> Any:
    return caller.get(route.at(**places), limit=1, **{**route.query, **query})


def test_every_list_refuses_cursors_that_are_not_its_own(full: dict[str, str]) -> None:
    """Those of other lists and tokens, and any that was changed."""
    own = {str(route): page(ADMIN, route, full).body["next_cursor"] for route in PAGED}
    assert None not in own.values(), "each list has two, so that a page of one has a next"
    for route in PAGED:
        text = own[str(route)]
        assert page(ADMIN, route, full, cursor=text).status == 200
        another = Caller(scope="admin", agent="ana", token="another")
        assert page(another, route, full, cursor=text).problem == "invalid-cursor"
        foreign = [other for name, other in own.items() if name != str(route)]
        for wrong in (*foreign, *_changed(text)):
            refused = page(ADMIN, route, full, cursor=wrong)
            assert (refused.status, refused.problem) == (400, "invalid-cursor"), (route, wrong)


def _changed(text: str) -> list[str]:
    """Forged, cut, and spelt in another way."""
    other = "A" if text[0] != "A" else "B"
    return ["", "x", other + text[1:], text[:-1], text[:12], text + "A", text + "!", text + "="]


def test_one_list_with_other_filters_is_another_list(full: dict[str, str]) -> None:
    text = ADMIN.get("/v1/conversations", limit=1).body["next_cursor"]
    for more in ({"status": "open"}, {"owner": "bot"}, {"channel": "whatsapp"}):
        refused = ADMIN.get("/v1/conversations", limit=1, cursor=text, **more)
        assert refused.problem == "invalid-cursor"


@pytest.mark.parametrize("text", ["é", "====", "a b", "AAAA" * 20, "%00", "\0", "-_-_-_-_-_-_-_"])
def test_what_is_no_cursor_at_all_is_refused_like_a_forged_one(cloud: Any, text: str) -> None:
    assert position("list", cursor("list", text)) == text
    with pytest.raises(Problem):
        position("list", text)
