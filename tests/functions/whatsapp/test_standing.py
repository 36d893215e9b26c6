"""What WhatsApp tells of its patience with a business."""

from typing import Any

import pytest

from shared.messages import Warned
from tests.functions.whatsapp.reading import event, read, unreadable

AT = 1767225601


def whole(field: str, value: Any, at: Any = AT, waba: Any = "102290129340398") -> dict[str, Any]:
    entry = {"id": waba, "time": at, "changes": [{"value": value, "field": field}]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def warned(name: str) -> Warned:
    (found,) = event(name)
    assert isinstance(found, Warned)
    return found


def test_a_flag_is_a_warning_of_the_number_and_its_end_one_of_the_same() -> None:
    flagged, unflagged = warned("number_flagged"), warned("number_unflagged")
    assert (flagged.reason, flagged.about, flagged.over) == ("quality", "15550783881", False)
    assert (flagged.at, flagged.until) == (AT * 1000, 0)
    assert (unflagged.reason, unflagged.about, unflagged.over) == ("quality", "15550783881", True)


def test_what_befalls_the_account_is_told_apart() -> None:
    assert warned("account_violation").reason == "violation"
    assert warned("account_restricted").until == 1767484801000
    back = warned("account_reinstated")
    assert (back.reason, back.over, back.business) == ("disabled", True, "102290129340398")


@pytest.mark.parametrize(
    ("ends", "until"),
    [
        ([1767484801], 1767484801000),
        (["1767484801", 1767484800], 1767484801000),
        (["2026-01-04T00:00:01+00:00"], 1767484801000),
        (["2026-01-04T00:00:01Z"], 1767484801000),
        ([10**30], 10**13 - 1),
        (["soon", None], 0),
        ([], 0),
    ],
)
def test_a_restriction_ends_with_the_last_of_its_parts(ends: list[Any], until: int) -> None:
    told = [
        {"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": e} for e in ends
    ]
    value = {"event": "ACCOUNT_RESTRICTION", "restriction_info": told}
    (found,) = read(whole("account_update", value))
    assert isinstance(found, Warned)
    assert found.until == until


@pytest.mark.parametrize("said", ["PARTNER_ADDED", "AD_ACCOUNT_LINKED", "SOMETHING_NEW"])
def test_what_is_no_warning_says_nothing(said: str) -> None:
    assert read(whole("account_update", {"event": said})) == []
    assert read(whole("phone_number_quality_update", {"event": said})) == []


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (whole("account_update", None), "no object"),
        (whole("account_update", {}), "no event"),
        (whole("account_update", {"event": "ACCOUNT_VIOLATION"}, at=None), "no timestamp"),
        (whole("account_update", {"event": "ACCOUNT_VIOLATION"}, waba=7), "no id"),
    ],
)
def test_what_lacks_its_time_or_its_account_goes_to_quarantine(payload: Any, why: str) -> None:
    (found,) = read(payload)
    assert unreadable(found) == why
