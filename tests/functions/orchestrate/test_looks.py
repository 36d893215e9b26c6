"""What becomes due though nobody writes: the timer that looks again, and the end of a snooze."""

from typing import Any

import pytest

from functions.follow_log.changes import Change
from functions.follow_log.wake import wake_ups_of
from shared import looks
from shared.configuration import stored
from shared.deciding import decide
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import (
    deployed,
    dump,
    lambdas,
    record,
    rules,
    wake,
    woken,
)
from tests.functions.orchestrate.runs import said as spoken
from tests.functions.orchestrate.timing import due, ring
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

HOUR = 3_600_000
WEEK = 7 * 24 * HOUR

pytestmark = pytest.mark.usefixtures("deployed")


def snooze(at: int, until: int | None) -> dict[str, Any]:
    """As an agent does it; returns the wake-up that the follower sends."""
    decide(
        {"status": "snoozed", "snoozed_until": until, "owner": "agent:ana"},
        by="agent:ana",
        why="asked through the API",
        cause="token:x",
        at=at,
        expected=log.summary(),
    )
    return record("decision", log.decisions()[-1]["sk"], at)


def snoozed(clock: SteppingClock) -> int:
    """Handled, then snoozed for an hour, and the timer set; returns the end of the snooze."""
    rules(greeting="")
    wake(woken(log.say("hello", clock.now)))
    until = clock.now + HOUR
    assert wake(snooze(clock.now, until)) == []
    return until


def test_a_snooze_ends_by_itself(the_time: SteppingClock) -> None:
    until = snoozed(the_time)
    assert (due(), log.summary()["look_at"]) == ([until], until)
    the_time.advance(hours=1)
    ring(the_time)
    summary, decision = log.summary(), log.decisions()[-1]
    assert (summary["status"], "snoozed_until" in summary, due()) == ("open", False, [])
    assert (decision["why"], decision["by"]) == ("the snooze ended", "workflow:inbound")
    assert (decision["cause"], decision["at"]) == (f"snooze:{until}", until)


def test_a_timer_that_rings_twice_or_a_week_late_wakes_once(the_time: SteppingClock) -> None:
    until = snoozed(the_time)
    the_time.advance(ms=WEEK)
    for _ in range(2):
        assert wake(record("look", "", until)) == []
    assert [d["status"] for d in log.decisions()] == ["snoozed", "open"]
    assert log.summary()["decided_at"] == until


def test_a_timer_that_rings_too_early_does_nothing_and_comes_back(the_time: SteppingClock) -> None:
    until = snoozed(the_time)
    before = dump()
    the_time.advance(ms=HOUR - 1)
    early = record("look", "", until)
    assert wake(early) == [early["messageId"]]
    assert dump() == before


def test_a_customer_who_writes_ends_the_snooze_before(the_time: SteppingClock) -> None:
    snoozed(the_time)
    wake(woken(log.say("again", the_time.advance(minutes=5))))
    assert log.decisions()[-1]["why"] == "the customer wrote again"
    the_time.advance(hours=1)
    ring(the_time)
    assert ([d["status"] for d in log.decisions()], due()) == (["snoozed", "open"], [])


def test_a_snooze_that_is_made_longer_is_looked_at_again(the_time: SteppingClock) -> None:
    until = snoozed(the_time)
    wake(snooze(the_time.now, until + HOUR))
    assert due() == [until]  # which is early enough to see what is to be set then
    the_time.advance(hours=1)
    ring(the_time)
    assert (log.summary()["status"], due()) == ("snoozed", [until + HOUR])
    the_time.advance(hours=1)
    ring(the_time)
    assert (log.summary()["status"], due()) == ("open", [])


def test_a_snooze_that_is_made_shorter_gets_a_timer_of_its_own(the_time: SteppingClock) -> None:
    until = snoozed(the_time)
    wake(snooze(the_time.now, until - HOUR // 2))
    assert due() == [until - HOUR // 2, until]
    the_time.advance(minutes=30)
    ring(the_time)
    assert log.summary()["status"] == "open"
    the_time.advance(minutes=30)
    ring(the_time)
    assert (len(log.decisions()), due()) == (3, [])


def test_without_a_time_only_the_customer_ends_it(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    rules(greeting="")
    wake(woken(log.say("hello", the_time.now)))
    deployed.invoked.clear()
    assert wake(snooze(the_time.now, None)) == []
    assert (deployed.invoked, due(), "look_at" in log.summary()) == (["LookFunction"], [], False)


def test_the_end_of_a_snooze_says_nothing_to_the_customer(the_time: SteppingClock) -> None:
    snoozed(the_time)
    the_time.advance(hours=1)
    ring(the_time)
    assert spoken() == []


def test_where_nothing_hangs_on_time_a_message_sets_no_timer(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    wake(woken(log.say("hello", the_time.now)))
    assert "SetTimerFunction" not in deployed.invoked
    assert (due(), "look_at" in log.summary()) == ([], False)


def test_what_an_agent_snoozes_wakes_the_workflow_and_other_decisions_do_not(
    the_time: SteppingClock,
) -> None:
    log.say("hello", the_time.now)
    snooze(the_time.now, the_time.now + HOUR)
    decide({"status": "open"}, by="agent:ana", why="", cause="x", at=1, expected=log.summary())
    first, second = log.decisions()
    [wake_up] = wake_ups_of([Change("1", None, first)], log.CONVERSATION)
    assert '"kind": "decision"' in wake_up.body
    assert wake_ups_of([Change("2", None, second)], log.CONVERSATION) == []


@pytest.mark.parametrize(
    ("kind", "name", "document"),
    [
        ("teams", "sales", {"service_levels": {"normal": {"first": 20}}}),
        ("policy", "default", {"resolve_after_ms": HOUR}),
    ],
)
def test_where_things_hang_on_time_the_workflow_hears_of_what_others_decide(
    kind: str, name: str, document: Any, the_time: SteppingClock
) -> None:
    log.say("hello", the_time.now)
    for by in ("agent:ana", "workflow:inbound"):
        status = {"status": "open" if log.decisions() else "pending"}
        decide(status, by=by, why="", cause="x", at=1, expected=log.summary())
    changes = [Change("1", None, decision) for decision in log.decisions()]
    assert wake_ups_of(changes, log.CONVERSATION) == []
    stored.put(kind, name, document, by="admin")
    [wake_up] = wake_ups_of(changes, log.CONVERSATION)
    assert "D#00000001" in wake_up.body


@pytest.mark.parametrize(
    ("standing", "wanted", "sets"), [(None, 5, True), (3, 5, False), (5, 5, False), (9, 5, True)]
)
def test_one_timer_that_rings_early_enough_is_enough(
    standing: int | None, wanted: int, sets: bool, the_time: SteppingClock
) -> None:
    log.say("hello", the_time.now)
    if standing:
        log.decide_now(look_at=the_time.now + standing)
    assert looks.arm(log.summary(), the_time.now + wanted) is sets
    assert due() == ([the_time.now + wanted] if sets else [])


def test_a_timer_that_has_passed_stands_for_nothing(the_time: SteppingClock) -> None:
    log.say("hello", the_time.now)
    log.decide_now(look_at=the_time.now)
    assert looks.arm(log.summary(), the_time.now + 5)


def test_an_earlier_timer_that_was_set_meanwhile_stays(the_time: SteppingClock) -> None:
    log.say("hello", the_time.now)
    seen = log.summary()
    log.decide_now(look_at=the_time.now + 3)
    assert not looks.arm(seen, the_time.now + 5)
    assert log.summary()["look_at"] == the_time.now + 3
