"""How service levels stand, as the API shows them."""

from typing import Any

import pytest

from shared import table
from shared.configuration import stored
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import MINUTE

LEVELS = {"normal": {"first": 20, "next": 40, "resolution": 480}}


@pytest.fixture
def opened_at(thread: str, the_time: SteppingClock) -> int:
    """The team has a promise to keep since the customer wrote, a minute ago."""
    stored.put("teams", "sales", {"service_levels": LEVELS}, by="admin")
    at = the_time.now - MINUTE
    facts = {":at": at, ":one": 1, ":team": "sales"}
    setting = "SET #team = :team, #opened_at = :at, #opened_in = :one, #waiting_since = :at"
    table.update(f"C#{thread}", "A", setting, facts)
    return at


def shown(ana: Caller, thread: str) -> Any:
    answer = ana.get(f"/v1/conversations/{thread}")
    assert answer.status == 200, answer
    return answer.body["service_level"]


def test_without_promises_there_is_none(thread: str, ana: Caller) -> None:
    assert shown(ana, thread) is None


def test_each_promise_shows_until_when_and_how_it_stands(
    opened_at: int, thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    assert shown(ana, thread) == {
        "first": {"due_at": "2026-01-01T00:20:00.000Z", "state": "running"},
        "next": {"due_at": None, "state": "paused"},
        "resolution": {"due_at": "2026-01-01T08:00:00.000Z", "state": "running"},
    }
    the_time.advance(minutes=15)
    assert shown(ana, thread)["first"]["state"] == "warning"
    the_time.advance(minutes=5)
    assert shown(ana, thread)["first"]["state"] == "breached"


def test_an_answer_keeps_the_first_promise_and_resolving_the_last(
    opened_at: int, thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    written = {"type": "text", "text": "Here I am"}
    assert ana.post(f"/v1/conversations/{thread}/messages", written, key="k").status == 202
    assert shown(ana, thread)["first"]["state"] == "met"
    assert shown(ana, thread)["next"]["state"] == "paused"
    the_time.advance(minutes=60)
    assert ana.patch(f"/v1/conversations/{thread}", {"status": "pending"}).status == 200
    the_time.advance(minutes=600)
    assert shown(ana, thread)["resolution"]["state"] == "paused"
    ana.patch(f"/v1/conversations/{thread}", {"status": "resolved"})
    assert shown(ana, thread)["resolution"]["state"] == "met"
