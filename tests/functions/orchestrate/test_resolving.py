"""A conversation in which the customer says no more is resolved by itself, if the policy wants."""

from typing import Any

import pytest

from shared import episodes
from shared.accepting import Draft, accept
from shared.configuration import Configuration, Policy
from shared.planning.resolving import part
from shared.planning.sight import Sight
from tests import log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, rules, wake, woken
from tests.functions.orchestrate.test_looks import snooze
from tests.functions.orchestrate.test_promising import answer
from tests.functions.orchestrate.timing import due, ring

__all__ = ["deployed", "lambdas"]

HOUR = 3_600_000
DAY = 24 * HOUR
NOW = 1_767_225_600_000


def written(clock: SteppingClock) -> None:
    rules(greeting="", resolve_after_ms=2 * HOUR)
    assert wake(woken(log.say("hello", clock.now))) == []


def after(clock: SteppingClock, **time: int) -> str:
    clock.advance(**time)
    ring(clock)
    return str(log.summary()["status"])


@pytest.mark.usefixtures("deployed")
class TestOfTheWorkflow:
    def test_hours_after_the_answer_it_is_resolved_once(self, the_time: SteppingClock) -> None:
        written(the_time)
        the_time.advance(hours=1)
        answer(the_time)
        assert after(the_time, hours=1) == "open"
        assert due() == [the_time.now + HOUR]
        assert after(the_time, hours=1) == "resolved"
        decision = log.decisions()[-1]
        assert decision["why"] == "the customer has not answered for 2 hours"
        assert (decision["by"], decision["at"]) == ("workflow:inbound", the_time.now)
        assert (after(the_time, hours=100), due()) == ("resolved", [])
        assert len(log.decisions()) == 2  # the take-over and this one

    def test_a_customer_who_waits_is_not_put_off(self, the_time: SteppingClock) -> None:
        written(the_time)
        assert after(the_time, hours=2) == "open"
        assert due() == [the_time.now + 2 * HOUR]
        answer(the_time)
        assert after(the_time, hours=3) == "resolved"

    def test_an_acknowledgement_is_no_answer(self, the_time: SteppingClock) -> None:
        rules(greeting="Welcome.", resolve_after_ms=2 * HOUR)
        wake(woken(log.say("hello", the_time.now)))
        assert after(the_time, hours=3) == "open"
        assert after(the_time, hours=3) == "open"
        answer(the_time)
        assert after(the_time, hours=9) == "resolved"

    def test_a_bots_answer_is_one(self, the_time: SteppingClock) -> None:
        written(the_time)
        draft = Draft(type="text", text="At nine", rule="opening-hours")
        accept(log.summary(), draft, at=the_time.now, ref="x")
        assert after(the_time, hours=3) == "resolved"

    def test_what_was_put_off_by_hand_is_left(self, the_time: SteppingClock) -> None:
        written(the_time)
        answer(the_time)
        wake(snooze(the_time.now, the_time.now + 3 * DAY))
        assert after(the_time, hours=48) == "snoozed"
        assert after(the_time, hours=24) == "open"
        assert due() == [the_time.now + 2 * HOUR]  # that long anew
        assert after(the_time, hours=2) == "resolved"

    def test_whoever_writes_again_is_not_cut_short(self, the_time: SteppingClock) -> None:
        written(the_time)
        answer(the_time)
        wake(woken(log.say("thanks", the_time.advance(hours=1))))
        assert after(the_time, hours=1) == "open"

    def test_an_open_conversation_is_left_where_nobody_wants_it(
        self, the_time: SteppingClock
    ) -> None:
        rules(greeting="")
        wake(woken(log.say("hello", the_time.now)))
        answer(the_time)
        assert (due(), after(the_time, hours=999)) == ([], "open")


def seen(now: int, policy: int, **summary: Any) -> Sight:
    standing = {"status": "open", "owner": "bot", "inbound_at": NOW, "answered_at": NOW + 1}
    answer = {
        "direction": "outbound",
        "received_at": NOW + 1,
        "status": "delivered",
        "author_kind": "bot",
        **summary.pop("answer", {}),
    }
    configuration = Configuration(Policy(resolve_after_ms=policy))
    whole = {**standing, "answered_id": "c.1.x", **summary}
    return Sight(whole, [], configuration, now, True, answer=answer)


@pytest.mark.parametrize("ms", [60_000, 2 * HOUR, 90_000])
def test_why_says_how_long(ms: int) -> None:
    made = part(seen(NOW + 1 + ms, ms)) or {}
    words = {60_000: "1 minute", 2 * HOUR: "2 hours", 90_000: "90 seconds"}
    assert made["why"].endswith(words[ms])


@pytest.mark.parametrize(
    "summary",
    [
        {"status": "pending"},
        {"status": "snoozed"},
        {"status": "resolved"},
        {"answered_at": NOW},
        {"answer": {"status": "failed"}},
        {"answer": {"rule": "default-reply"}},
        {"owner": "team:sales", "waiting_since": NOW},
        {"decided_at": NOW + 2},
    ],
)
def test_who_waits_or_was_put_off_is_left(summary: dict[str, Any]) -> None:
    assert part(seen(NOW + 1 + DAY, DAY, **summary)) is None


def test_it_looks_for_an_answer_more_and_more_rarely() -> None:
    for waited in (1, DAY, 10 * DAY):
        sight = seen(NOW + waited, DAY, answered_at=0)
        assert part(sight) is None
        assert sight.looks == [sight.now + max(DAY, waited)]


def test_a_person_has_answered_who_wrote_after_the_customer() -> None:
    facts = {"owner": "team:sales", "waiting_since": NOW}
    sight = seen(NOW + 1 + DAY, DAY, **facts, **episodes.answered({}, NOW + 1))
    assert part(sight)
