"""What customers say of their own in a survey, in the workflow: in several messages, as files."""

import pytest

from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import as_before, deployed, dump, lambdas, wake, woken
from tests.functions.orchestrate.surveys import (
    REOPENED,
    RESTS,
    asked,
    kept,
    notes,
    press,
    pressed,
    resolved,
    says,
    stands,
)

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")

THANKS = "Thank you. Write to us again whenever you like."


def scored(the_time: SteppingClock) -> None:
    """The customer has given a score, and is asked what could be better."""
    wake(resolved(the_time))
    press("b", the_time.advance(minutes=1), "csat/start/2")


@pytest.mark.parametrize("together", [True, False])
def test_words_may_be_several_messages(the_time: SteppingClock, *, together: bool) -> None:
    scored(the_time)
    wakes = [
        woken(log.say("c", the_time.advance(seconds=20), text="Nobody knew anything")),
        woken(log.say("d", the_time.advance(seconds=3), text="and it took days")),
    ]
    for batch in [wakes] if together else [[one] for one in wakes]:
        assert wake(*batch) == []
    assert kept("text") == ["Nobody knew anything", "and it took days"]
    assert [message["text"] for message in asked()].count(THANKS) == 1
    assert stands() == RESTS
    before = dump()
    assert wake(wakes[0]) == []  # it comes back
    assert dump() == before


def test_who_is_quick_gives_score_and_words_in_one_run(the_time: SteppingClock) -> None:
    wake(resolved(the_time))
    score = pressed("b", the_time.advance(minutes=1), "csat/start/2")
    words = log.say("c", the_time.advance(seconds=2), text="too slow")
    more = log.say("d", the_time.advance(seconds=2), text="and rude")
    wake(woken(score), woken(words), woken(more))
    assert (kept("score"), kept("text"), stands()) == ([2], ["too slow", "and rude"], RESTS)
    assert [message["text"] for message in asked()][1:] == [THANKS]


def test_a_voice_note_is_words_too_and_is_kept_where_it_is(the_time: SteppingClock) -> None:
    scored(the_time)
    voice = log.say(
        "c", the_time.advance(seconds=30), type="audio", text="", content='{"media": {}}'
    )
    wake(woken(voice))
    [_, note] = notes()
    assert (note["message"], note["type"], note["text"]) == (voice, "audio", "")
    assert (asked()[-1]["text"], stands()) == (THANKS, RESTS)


def test_an_opt_out_is_no_words(the_time: SteppingClock) -> None:
    scored(the_time)
    says("c", the_time.advance(seconds=30), "STOP")
    assert (kept("text"), stands(), log.summary()["consent"]) == ([], RESTS, "out")


def test_a_crash_after_any_write_keeps_a_question_and_lets_it_reach_people(
    the_time: SteppingClock,
) -> None:
    scored(the_time)
    question = log.say("c", the_time.advance(seconds=9), text="Why did nobody call me back?")
    wake_ups = [woken(question), woken(log.say("d", the_time.advance(seconds=2), text="Urgent"))]
    before = dump()
    with faults.injected() as calls:
        assert wake(*wake_ups) == []
    undisturbed = dump()
    assert (kept("text"), stands()) == (["Why did nobody call me back?"], REOPENED)
    assert (len(asked()), log.decisions()[-1]["why"]) == (2, "the customer wrote again")
    writes = {"PutItem", "TransactWriteItems", "UpdateItem"}
    for number in [n for n, name in enumerate(calls.operations) if name in writes]:
        as_before(before)
        faults.run_until(faults.CrashPoint(number, "after"), lambda: wake(*wake_ups))
        assert wake(*wake_ups) == []
        assert dump() == undisturbed
