"""Business hours by the API: written whole, checked where they are wrong, told open or closed."""

from typing import Any

import pytest

from shared import configuration, table
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.shared.hours.calendars_of import SHOP

WEEK = {"thu": [["09:00", "14:00"], ["16:00", "19:30"]]}
SAID = {"time_zone": "Europe/Madrid", "week": WEEK}


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    return Caller(scope="admin")


def test_what_is_written_counts_and_is_shown(admin: Caller, the_time: SteppingClock) -> None:
    made = admin.put("/v1/hours/shop", SAID)
    assert (made.status, made.headers["ETag"]) == (201, '"1"')
    # New Year's Day 2026 is a Thursday: at midnight UTC it is one o'clock in Madrid.
    assert (made.body["open"], made.body["opens_at"]) == (False, "2026-01-01T08:00:00.000Z")
    assert made.body["updated_by"] == "admin:ana"
    the_time.advance(hours=9)
    shown = admin.get("/v1/hours/shop").body
    assert (shown["open"], shown["opens_at"], shown["week"]) == (True, None, WEEK)
    assert "shop" in configuration.load().calendars
    assert [item["id"] for item in admin.get("/v1/hours").body["items"]] == ["shop"]


def test_everything_a_calendar_can_say_is_taken(admin: Caller) -> None:
    assert admin.put("/v1/hours/shop", SHOP).status == 201


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({**SAID, "time_zone": "Europe/Nowhere"}, "#/time_zone"),
        ({**SAID, "week": {"mon": [["9", "14:00"]]}}, "#/week/mon/0/0"),
        ({**SAID, "week": {"monday": []}}, "#/week/monday"),
        ({**SAID, "holidays": {"country": "XX"}}, "#/holidays/country"),
        ({**SAID, "open": True}, "#/open"),
    ],
)
def test_what_is_wrong_is_pointed_at(admin: Caller, said: dict[str, Any], pointer: str) -> None:
    answer = admin.put("/v1/hours/shop", said)
    assert answer.problem == "invalid-request"
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]
    assert admin.get("/v1/hours/shop").problem == "not-found"


def test_how_a_feed_was_read_is_shown(admin: Caller, the_time: SteppingClock) -> None:
    url = "https://example.com/closed.ics"
    assert admin.put("/v1/hours/shop", SAID).body["feed"] is None
    nothing: dict[str, Any] = {
        "tried_at": None,
        "fetched_at": None,
        "closed_days": [],
        "unread": 0,
        "first_unread": None,
        "error": None,
    }
    assert admin.put("/v1/hours/shop", {**SAID, "ical_url": url}).body["feed"] == nothing
    read = {"url": url, "tried_at": the_time.now, "fetched_at": the_time.now - 1000}
    item = {"pk": "S#hours-feeds", "sk": "shop", "kind": "settings", "days": ["2026-12-24"]}
    table.put(
        {**item, **read, "error": "The answer is 404.", "unread": 1, "first_unread": "event 7"}
    )
    assert admin.get("/v1/hours/shop").body["feed"] == {
        "tried_at": "2026-01-01T00:00:00.000Z",
        "fetched_at": "2025-12-31T23:59:59.000Z",
        "closed_days": ["2026-12-24"],
        "unread": 1,
        "first_unread": "event 7",
        "error": "The answer is 404.",
    }
    # What another address told does not count.
    other = admin.put("/v1/hours/shop", {**SAID, "ical_url": url + "?of=2027"})
    assert other.body["feed"] == nothing


def test_nobody_overwrites_what_they_have_not_seen(admin: Caller) -> None:
    admin.put("/v1/hours/shop", SAID)
    assert admin.put("/v1/hours/shop", SAID, if_none_match="*").problem == "changed-since"
    assert admin.put("/v1/hours/shop", SHOP, if_match='"1"').status == 200
    assert admin.put("/v1/hours/shop", SAID, if_match='"1"').problem == "changed-since"
    assert admin.delete("/v1/hours/shop", if_match='"1"').problem == "changed-since"
    assert admin.delete("/v1/hours/shop", if_match='"2"').status == 204
    assert configuration.load().calendars == {}


def test_agents_read_and_do_not_write(admin: Caller) -> None:
    admin.put("/v1/hours/shop", SAID)
    agent = Caller()
    assert agent.get("/v1/hours/shop").status == 200
    assert agent.put("/v1/hours/shop", SAID).problem == "forbidden"
    assert agent.delete("/v1/hours/shop").problem == "forbidden"
