"""Who came by a link is counted once, and so is the first answer of people."""

import json
from typing import Any

import pytest

from shared import table
from shared.accepting import Draft, accept
from shared.links import counting
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.arrivals import figures, kinds, link, said, woken
from tests.functions.orchestrate.runs import as_before, dump

BY_ANA = Draft(type="text", text="Hello!", author_kind="agent", author_id="ana")
BY_BOT = Draft(type="text", text="Welcome.", author_id="bot", rule="greeting")


@pytest.fixture(autouse=True)
def links(cloud: Any, the_time: SteppingClock) -> None:
    link()


def answer(draft: Draft, at: int) -> table.Item:
    return accept(log.summary(), draft, at=at, ref=f"{draft.text}{at}")


def test_who_comes_by_a_link_is_counted_and_the_conversation_says_so(
    the_time: SteppingClock,
) -> None:
    came = said("one", the_time.now, "Hi (ref summer)")
    assert woken(came) == []
    assert figures() == {"arrived": 1, "new": 1, "answered": 0, "reply_ms": 0}
    assert log.summary()["campaign"] == {"link": "summer", "at": the_time.now, "episode": 1}


def test_a_message_without_a_code_wakes_nobody_for_it(the_time: SteppingClock) -> None:
    assert kinds(said("one", the_time.now, "Hi")) == ["message"]
    assert kinds(said("two", the_time.now, "Hi (ref summer)")) == ["came", "message"]


def test_redelivered_and_said_again_counts_once_an_episode(the_time: SteppingClock) -> None:
    came = said("one", the_time.now, "Hi (ref summer)")
    for _ in range(3):
        woken(came)
    the_time.advance(minutes=5)
    woken(said("two", the_time.now, "Hi again (ref summer)"))
    assert figures()["arrived"] == 1
    log.decide_now(status="resolved")
    the_time.advance(minutes=5)
    later = said("three", the_time.now, "And again (ref summer)")
    woken(later)
    log.decide_now(status="open", episode=2)  # which the workflow decides after that
    woken(later)
    assert figures() == {"arrived": 2, "new": 1, "answered": 0, "reply_ms": 0}


def test_a_crash_at_any_point_counts_once(the_time: SteppingClock) -> None:
    came = said("one", the_time.now, "Hi (ref summer)")
    before = dump()
    points = faults.lasting_points(lambda: woken(came))
    for point in points:
        as_before(before)
        faults.run_until(point, lambda: woken(came))
        assert woken(came) == []
        assert figures()["arrived"] == 1


def test_the_first_answer_of_people_is_counted_with_its_time(the_time: SteppingClock) -> None:
    woken(said("one", the_time.now, "Hi (ref summer)"))
    the_time.advance(seconds=40)
    assert "answer" not in kinds(answer(BY_BOT, the_time.now), log.summary())
    the_time.advance(seconds=50)
    first = answer(BY_ANA, the_time.now)
    for _ in range(2):
        assert woken(first, "answer") == []
    assert figures() == {"arrived": 1, "new": 1, "answered": 1, "reply_ms": 90_000}
    the_time.advance(seconds=50)
    assert kinds(answer(BY_ANA, the_time.now), log.summary()) == []


def test_an_answer_that_was_faster_than_the_count_is_counted(the_time: SteppingClock) -> None:
    came = said("one", the_time.now, "Hi (ref summer)")
    the_time.advance(seconds=2)
    answer(BY_ANA, the_time.now)
    woken(came)
    assert (figures()["answered"], figures()["reply_ms"]) == (1, 2_000)


def test_who_came_by_no_link_is_answered_for_no_link(the_time: SteppingClock) -> None:
    said("one", the_time.now, "Hi")
    the_time.advance(seconds=2)
    assert kinds(answer(BY_ANA, the_time.now), log.summary()) == []


@pytest.mark.parametrize(
    ("channel", "account", "code"),
    [
        ("telegram", "main", "summer"),
        ("whatsapp", "shop", "summer"),
        ("whatsapp", "main", "autumn"),
    ],
)
def test_a_code_of_another_account_or_of_no_link_is_not_counted(
    the_time: SteppingClock, channel: str, account: str, code: str
) -> None:
    link("summer", channel, account)
    woken(said("one", the_time.now, f"Hi (ref {code})"))
    assert figures("summer")["arrived"] == figures("autumn")["arrived"] == 0
    assert "campaign" not in log.summary()


def test_a_customer_who_wrote_before_is_not_new(the_time: SteppingClock) -> None:
    said("one", the_time.now, "Hi")
    the_time.advance(minutes=1)
    woken(said("two", the_time.now, "Hi (ref summer)"))
    assert (figures()["arrived"], figures()["new"]) == (1, 0)


def test_days_are_those_on_which_they_came(the_time: SteppingClock) -> None:
    the_time.advance(minutes=5)
    woken(said("one", the_time.now, "Hi (ref summer)"))
    the_time.advance(hours=23)
    the_time.advance(minutes=59)
    answer_of_the_night = answer(BY_ANA, the_time.now)
    woken(answer_of_the_night, "answer")
    [(day, counted)] = counting.days("summer", "2026-01-01", "2026-01-31")
    assert (day, counted["answered"]) == ("2026-01-01", 1)
    assert list(counting.days("summer", "2026-01-02", "2026-01-31")) == []


def test_a_taken_back_message_is_not_read(the_time: SteppingClock) -> None:
    came = said("one", the_time.now, "Hi (ref summer)")
    table.put({**came, "text": "", "content": json.dumps({})})
    assert woken(came) == []
    assert figures()["arrived"] == 0
