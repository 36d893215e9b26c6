"""Today's rules and changed ones, played over a past day."""

from typing import Any

import pytest

from functions.preview.change import changed
from functions.preview.rules import lambda_handler
from shared import configuration, table
from shared.configuration import stored
from shared.ids import MessageId
from tests import faults
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import dump, rules
from tests.functions.preview.days import decided, happened, say
from tests.shared.arrivals import TimeLeft

pytestmark = pytest.mark.usefixtures("cloud")

DAY = "2026-01-01"
TO_SALES: dict[str, Any] = {"policy": {"team": "sales"}}
HELLO: dict[str, Any] = {"replies": {"greeting": {"text": "Good day!"}}}


def preview(day: str = DAY, limit: int = 200, **said: Any) -> dict[str, Any]:
    event = {"day": day, "limit": limit, **said}
    return lambda_handler(event, TimeLeft())


def test_the_same_rules_make_no_difference(the_time: SteppingClock) -> None:
    say("m1", the_time)
    assert preview() == {"looked_at": 1, "different": [], "next": None}


def test_a_difference_tells_what_is_done_now_and_what_would_be(the_time: SteppingClock) -> None:
    rules(greeting="Hello!")
    message = say("m1", the_time)
    answer = preview(**TO_SALES, **HELLO)
    (difference,) = answer["different"]
    assert difference["message_id"] == message
    assert difference["at"] == "2026-01-01T00:00:00.000Z"
    assert difference["now"]["reply"] == {"rule": "greeting", "text": "Hello!"}
    assert difference["now"]["assign"] is None
    assert difference["then"]["reply"] == {"rule": "greeting", "text": "Good day!"}
    assert difference["then"]["assign"] == {
        "owner": "team:sales",
        "assignee": None,
        "team": "sales",
    }
    begins, assigned = difference["then"]["why"]
    assert "first automatic message" in begins
    assert assigned == "assigned by default"


def test_a_rule_that_would_have_fitted_is_named(the_time: SteppingClock) -> None:
    rules(greeting="")
    say("m1", the_time, text="I want a refund")
    the_time.advance(minutes=1)
    say("m2", the_time, text="hello?")
    money = {"id": "money", "when": {"keywords": ["refund"]}, "then": {"team": "billing"}}
    (difference,) = preview(rules=[money])["different"][:1]
    assert difference["now"]["assign"] is None
    assert difference["then"]["assign"]["team"] == "billing"


def test_nothing_is_written_or_sent_and_no_more_is_read_than_must_be(
    the_time: SteppingClock,
) -> None:
    rules(greeting="Hello!")
    say("m1", the_time)
    before = dump()
    with faults.injected() as calls:
        preview(**TO_SALES)
    assert dump() == before
    assert set(calls.operations) <= {"GetItem", "Query"}
    assert len(calls.operations) < 25


def test_each_course_goes_on_from_what_it_did_itself(the_time: SteppingClock) -> None:
    rules(greeting="Hello!", default_reply="Soon.")
    say("m1", the_time)
    the_time.advance(minutes=400)
    second = say("m2", the_time)
    answer = preview(**TO_SALES)
    assert answer["looked_at"] == 2
    later = answer["different"][1]
    assert later["message_id"] == second
    assert later["now"]["reply"]["rule"] == "default-reply"
    assert later["then"]["reply"] is None, "a team has had it since the first message"


def test_what_people_decided_meanwhile_counts_in_both(the_time: SteppingClock) -> None:
    rules(greeting="Hello!", default_reply="Soon.")
    say("m1", the_time)
    the_time.advance(minutes=200)
    decided(the_time, owner="agent:ana", assignee="ana")
    the_time.advance(minutes=200)
    say("m2", the_time)
    assert len(preview(**TO_SALES)["different"]) == 1


def test_how_a_conversation_stood_before_the_day_is_known(the_time: SteppingClock) -> None:
    say("m1", the_time)
    decided(the_time, owner="team:care", team="care")
    the_time.advance(minutes=24 * 60)
    say("m2", the_time)
    decided(the_time, owner="bot", team=None)
    assert preview("2026-01-02", **TO_SALES)["different"] == []
    assert len(preview("2026-01-01", **TO_SALES)["different"]) == 1


def test_an_event_that_is_told_twice_counts_once(the_time: SteppingClock) -> None:
    message = MessageId.parse(say("m1", the_time))
    item = table.get(message.pk, message.sk)
    assert item
    happened(item)
    assert preview()["looked_at"] == 1


def test_a_day_without_events_is_empty(the_time: SteppingClock) -> None:
    say("m1", the_time)
    assert preview("2025-12-24", **TO_SALES)["looked_at"] == 0


def test_only_the_wanted_account_and_the_callers_channels_are_looked_at(
    the_time: SteppingClock,
) -> None:
    say("m1", the_time)
    assert preview(account="whatsapp:main")["looked_at"] == 1
    assert preview(account="whatsapp:second")["looked_at"] == 0
    assert preview(channels=["line"])["looked_at"] == 0


def test_a_day_is_looked_at_in_parts_and_each_message_once(the_time: SteppingClock) -> None:
    rules(greeting="")
    messages = []
    for number in range(5):
        messages.append(say(f"m{number}", the_time))
        the_time.advance(minutes=1)
    found, after, parts = [], None, 0
    while parts == 0 or after:
        answer = preview(limit=2, after=after, policy={"agent": "ana"})
        found += [one["message_id"] for one in answer["different"]]
        after, parts = answer["next"], parts + 1
    assert parts == 3
    # Each part begins with how things really stood, so each has a first message to assign.
    assert found == messages[::2]


def test_what_its_time_does_not_allow_is_left_for_the_next_part(the_time: SteppingClock) -> None:
    for number in range(3):
        say(f"m{number}", the_time)
        the_time.advance(minutes=1)
    found, after, parts = 0, None, 0
    while parts == 0 or after:
        event = {"day": DAY, "limit": 200, "after": after}
        answer = lambda_handler(event, TimeLeft(8_000))
        found, after, parts = found + answer["looked_at"], answer["next"], parts + 1
    assert (found, parts) == (3, 3)


def test_a_quiet_time_makes_one_answer_of_several(the_time: SteppingClock) -> None:
    rules(greeting="Hello!", default_reply="Soon.", default_reply_every_ms=0)
    first = say("m1", the_time)
    the_time.advance(seconds=2)
    second = say("m2", the_time)
    answer = preview(policy={"quiet_s": 5})
    (difference,) = answer["different"]
    assert (answer["looked_at"], difference["message_id"]) == (2, second)
    assert difference["now"]["reply"]["rule"] == "default-reply"
    assert difference["then"]["reply"] is None
    assert first in difference["then"]["why"][0]


def test_a_smaller_budget_is_spent_earlier(the_time: SteppingClock) -> None:
    rules(greeting="", default_reply="Soon.", default_reply_every_ms=0)
    messages = []
    for number in range(3):
        the_time.advance(minutes=1)
        messages.append(say(f"m{number}", the_time, text=f"question {number}"))
    found = preview(policy={"budget_per_person": 1})["different"]
    assert [one["message_id"] for one in found] == messages[1:]
    assert (found[0]["then"]["steps"], found[0]["now"]["steps"]) == (["stop"], ["reply"])


def test_what_is_wrong_with_a_change_is_named() -> None:
    with pytest.raises(ValueError, match=r"rules/0/when/hours: open or closed"):
        preview(rules=[{"id": "night", "when": {"hours": "never"}}])
    with pytest.raises(ValueError, match=r"replies/a/steps/start/ask: "):
        preview(replies={"a": {"text": "?", "ask": "shoe size"}})
    with pytest.raises(ValueError, match=r"policy/nonsense: "):
        preview(policy={"nonsense": 1})


def test_rules_take_the_place_of_all_and_the_rest_stays(the_time: SteppingClock) -> None:
    stored.put("rules", "old", {"then": {"team": "care"}}, by="admin")
    now = configuration.load()
    said = {"rules": [{"id": "b", "position": 2}, {"id": "a", "position": 1}], **HELLO}
    then = changed(now, said)
    assert [rule.id for rule in then.rules] == ["a", "b"]
    assert then.policy == now.policy
    assert {*now.replies} == {*then.replies}
    assert changed(now, {}) is now
