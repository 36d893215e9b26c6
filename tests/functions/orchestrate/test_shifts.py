"""A shift begins: whoever waits for that is given to the agent at once, not by the next sweep."""

import pytest

from functions.follow_log.changes import Change
from functions.follow_log.wake import wake_ups_of
from shared import table
from shared.configuration import stored
from tests.clock import SteppingClock
from tests.functions.orchestrate import staff, timing
from tests.functions.orchestrate.runs import deployed, lambdas, record, rules, wake
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

HOUR = 3_600_000


@pytest.fixture(autouse=True)
def given(deployed: Lambdas) -> None:
    """It is Thursday, midnight; ana begins at nine, bo, who speaks no Basque, at eight."""
    rules(greeting="", team="sales")
    for name, begin in (("nine", "09:00"), ("eight", "08:00")):
        week = {"thu": [[begin, "17:00"]]}
        stored.put("hours", name, {"time_zone": "UTC", "week": week}, by="admin")
    staff.team(relax_skills_after_ms=0)
    staff.agent("ana", shifts="nine", skills=["basque"], capacity=1)
    staff.agent("bo", shifts="eight", capacity=1)


def came(name: str, clock: SteppingClock) -> None:
    """A customer writes, and the follower tells of the decision to wait."""
    message = staff.writes(name, clock.advance(seconds=1))
    of = {"conversation": staff.conversation(name)}
    assert wake(record("message", message, clock.now, **of)) == []
    told(name, clock)


def told(name: str, clock: SteppingClock) -> None:
    (*_, decision) = table.query(staff.conversation_pk(name), "D#", "D#~")
    (wake_up,) = wake_ups_of([Change("1", None, decision)], staff.conversation(name))
    assert '"decision"' in wake_up.body
    of = {"conversation": staff.conversation(name)}
    assert wake(record("decision", decision["sk"], clock.now, **of)) == []


def ring(clock: SteppingClock) -> list[int]:
    """Every timer whose time has come; returns the hours of those that are left."""
    timing.ring(clock)
    midnight = clock.now - clock.now % (24 * HOUR)
    return [(at - midnight) // HOUR for at in timing.due()]


def test_whoever_waits_is_looked_at_when_a_shift_begins(the_time: SteppingClock) -> None:
    for name in "ab":
        came(name, the_time)
        assert staff.of(name)["owner"] == "team:sales"
    assert ring(the_time) == [8, 8]
    the_time.advance(ms=8 * HOUR - the_time.now % (24 * HOUR))
    ring(the_time)  # bo has room for one
    assert [staff.of(name)["owner"] for name in "ab"] == ["agent:bo", "team:sales"]
    the_time.advance(hours=1)
    assert ring(the_time) == []
    assert staff.of("b")["owner"] == "agent:ana"


def test_nobody_looks_when_somebody_begins_who_could_not_help(the_time: SteppingClock) -> None:
    stored.put(
        "rules",
        "basque",
        {
            "position": 1,
            "when": {"keywords": ["hello"]},
            "then": {"team": "sales", "skills": ["basque"]},
        },
        by="admin",
    )
    came("a", the_time)
    assert staff.of("a")["skills"] == ["basque"]
    assert ring(the_time) == [9]


def test_who_is_on_shift_already_sets_no_timer(the_time: SteppingClock) -> None:
    staff.agent("ana", "away")
    staff.agent("bo", "away")
    came("a", the_time)
    assert ring(the_time) == []


def test_an_agent_who_is_away_when_the_shift_begins_gets_nothing(the_time: SteppingClock) -> None:
    staff.is_now("bo", "away")
    came("a", the_time)
    the_time.advance(ms=8 * HOUR - the_time.now % (24 * HOUR))
    assert ring(the_time) == [9]
    assert staff.of("a")["owner"] == "team:sales"
