"""Snoozing a conversation through the API."""

from typing import Any

import pytest

from shared import table
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

LATER = "2026-01-01T02:00:00Z"


def snooze(ana: Caller, thread: str, until: Any, status: str = "snoozed") -> Any:
    wanted = {"status": status, "snoozed_until": until}
    return ana.patch(f"/v1/conversations/{thread}", wanted)


def test_a_snooze_may_have_an_end(thread: str, ana: Caller, the_time: SteppingClock) -> None:
    answer = snooze(ana, thread, LATER)
    assert (answer.status, answer.body["snoozed_until"]) == (200, "2026-01-01T02:00:00.000Z")
    decision = table.get(f"C#{thread}", "D#00000001") or {}
    assert decision["snoozed_until"] == 1_767_225_600_000 + 2 * 3_600_000
    assert snooze(ana, thread, LATER).status == 200
    assert table.get(f"C#{thread}", "D#00000002") is None
    assert snooze(ana, thread, "2026-01-01T03:00:00+00:00").status == 200
    assert table.get(f"C#{thread}", "D#00000002") is not None


def test_what_ends_a_snooze_takes_its_time_away(thread: str, ana: Caller) -> None:
    snooze(ana, thread, LATER)
    shown = ana.patch(f"/v1/conversations/{thread}", {"status": "open"}).body
    assert (shown["status"], shown["snoozed_until"]) == ("open", None)
    assert "snoozed_until" not in (table.get(f"C#{thread}", "A") or {})


@pytest.mark.parametrize(
    "until", ["2026-01-01T00:01:00Z", "2025-01-01T00:00:00Z", "2286-12-01T00:00:00Z"]
)
def test_a_snooze_ends_in_the_future_within_a_year(thread: str, ana: Caller, until: str) -> None:
    answer = snooze(ana, thread, until)
    assert (answer.status, answer.problem) == (422, "no-such-snooze")


@pytest.mark.parametrize(
    ("until", "status"),
    [(LATER, "pending"), ("2026-01-01T02:00:00", "snoozed"), ("tomorrow", "snoozed")],
)
def test_only_the_snoozed_wake_and_at_a_known_moment(
    thread: str, ana: Caller, until: str, status: str
) -> None:
    answer = snooze(ana, thread, until, status)
    assert (answer.status, answer.problem) == (422, "invalid-request")
