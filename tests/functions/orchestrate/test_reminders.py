"""Before a window ends: who is told that a customer waits, once, and what is said by itself."""

import json
from typing import Any

import boto3
import pytest

from shared import keys, table
from shared.accepting import Draft, accept
from shared.settings import settings
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.conftest import NOTICES
from tests.functions.orchestrate.runs import deployed, lambdas, wake
from tests.functions.orchestrate.test_window import HOUR, notes, opened
from tests.functions.orchestrate.timing import ring
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

MINUTE = 60_000

pytestmark = pytest.mark.usefixtures("deployed")


def answer(clock: SteppingClock, **fields: Any) -> None:
    draft = Draft(type="text", text="Here I am", author_kind="agent", author_id="ana")
    message = accept(log.summary(), draft, at=clock.now, ref=f"answer-{clock.now}")
    if fields:
        table.put({**message, **fields})


def reminders() -> list[Item]:
    found = [note for note in log.messages("note") if "window-reminder" in note["content"]]
    return [json.loads(note["content"]) for note in found]


def subscribed() -> str:
    """A queue of an admin's that hears of every notice by way of the topic."""
    queue = boto3.client("sqs").create_queue(QueueName="admin")["QueueUrl"]
    arn = "arn:aws:sqs:eu-west-1:123456789012:admin"
    topic = f"arn:aws:sns:eu-west-1:123456789012:{NOTICES}"
    boto3.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    events = boto3.client("events")
    events.put_rule(Name="all", EventBusName=NOTICES, EventPattern='{"source": ["threadline"]}')
    events.put_targets(Rule="all", EventBusName=NOTICES, Targets=[{"Id": "1", "Arn": arn}])
    return str(queue)


def heard(queue: str) -> list[Any]:
    answer = boto3.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    return [json.loads(message["Body"]) for message in answer.get("Messages", ())]


def test_the_assigned_agent_is_reminded_of_a_customer_who_waits(the_time: SteppingClock) -> None:
    end = opened(the_time)
    log.decide_now(owner="agent:ana", assignee="ana")
    the_time.advance(hours=22)
    ring(the_time)
    [reminder] = reminders()
    assert (reminder["to"], reminder["window_end"]) == ("agent:ana", end)
    assert log.messages("note")[0]["sent_at"] == end - 2 * HOUR


@pytest.mark.parametrize("late", [2_000, 23 * HOUR])
def test_of_a_question_that_came_late_somebody_is_reminded_too(
    late: int, the_time: SteppingClock
) -> None:
    opened(the_time)
    said = the_time.now
    answer(the_time)
    arrived = the_time.advance(minutes=2)
    question = log.say("late", said - late, received_at=arrived, text="and where is it?")
    the_time.advance(hours=22)
    ring(the_time)
    [reminder] = reminders()
    assert reminder["message"] == question


def test_a_deployment_may_remind_earlier(
    the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMIND_BEFORE_MINUTES", "360")
    settings.cache_clear()
    end = opened(the_time)
    the_time.advance(hours=18)
    ring(the_time)
    assert (len(reminders()), log.messages("note")[0]["sent_at"]) == (1, end - 6 * HOUR)


@pytest.mark.parametrize(
    ("decided", "to"),
    [
        ({"owner": "team:sales", "team": "sales"}, "team:sales"),
        ({"owner": "bot"}, "anyone"),
    ],
)
def test_without_an_agent_the_team_is_reminded(
    decided: dict[str, str], to: str, the_time: SteppingClock
) -> None:
    opened(the_time)
    log.decide_now(**decided)
    the_time.advance(hours=22)
    ring(the_time)
    assert [reminder["to"] for reminder in reminders()] == [to]


def test_bus_and_topic_hear_of_it_without_what_was_said(the_time: SteppingClock) -> None:
    opened(the_time)
    log.decide_now(owner="agent:ana", assignee="ana")
    queue = subscribed()
    the_time.advance(hours=22)
    ring(the_time)
    event, notice = sorted(heard(queue), key=lambda body: "Message" in body)
    assert (event["detail-type"], event["source"]) == ("window-reminder", "threadline")
    assert json.loads(notice["Message"]) == event["detail"]
    assert event["detail"]["conversation"] == log.CONVERSATION
    assert event["detail"]["window_end"] == "2026-01-02T00:00:00.000Z"
    assert "34600111222" not in str(event)


def test_a_timer_that_rings_twice_reminds_and_tells_once(the_time: SteppingClock) -> None:
    opened(the_time)
    queue = subscribed()
    the_time.advance(hours=22)
    [first] = ring(the_time)
    the_time.advance(minutes=10)
    assert wake(first) == []
    assert (len(reminders()), len(heard(queue))) == (1, 2)


def test_who_was_answered_is_not_waiting(the_time: SteppingClock) -> None:
    opened(the_time)
    the_time.advance(hours=1)
    answer(the_time)
    the_time.advance(hours=23)
    ring(the_time)
    assert notes() == ["window-closed"]


def test_an_answer_that_failed_and_a_greeting_are_no_answers(the_time: SteppingClock) -> None:
    opened(the_time)
    the_time.advance(hours=1)
    answer(the_time, status="failed")
    the_time.advance(minutes=1)
    answer(the_time, author_kind="bot", rule="greeting")
    the_time.advance(hours=21)
    ring(the_time)
    assert len(reminders()) == 1


@pytest.mark.parametrize(
    "fields", [{"text": "STOP"}, {"type": "reaction"}, {"revoked_at": 1}, {"type": "event"}]
)
def test_what_asks_for_nothing_needs_no_reminder(
    fields: dict[str, Any], the_time: SteppingClock
) -> None:
    opened(the_time)
    answer(the_time)
    log.say("no question", the_time.advance(minutes=1), **fields)
    the_time.advance(hours=48)
    ring(the_time)
    assert reminders() == []


def test_a_start_of_who_had_not_left_is_a_question(the_time: SteppingClock) -> None:
    opened(the_time)
    answer(the_time)
    log.decide_now(consent="in", consent_since=the_time.now)  # agreed to elsewhere
    log.say("start", the_time.advance(minutes=1), text="Start")
    the_time.advance(hours=48)
    ring(the_time)
    assert len(reminders()) == 1


def test_a_resolved_conversation_needs_no_reminder(the_time: SteppingClock) -> None:
    opened(the_time)
    log.decide_now(status="resolved")
    the_time.advance(hours=22)
    ring(the_time)
    assert reminders() == []


def test_a_reminder_whose_timer_was_lost_comes_with_the_end(the_time: SteppingClock) -> None:
    opened(the_time)
    the_time.advance(hours=30)
    ring(the_time)
    assert sorted(notes()) == ["window-closed", "window-reminder"]


def test_the_team_hears_of_an_agent_who_was_reminded_in_vain(the_time: SteppingClock) -> None:
    end = opened(the_time)
    log.decide_now(owner="agent:ana", assignee="ana", team="sales")
    the_time.advance(hours=22)
    ring(the_time)
    the_time.advance(hours=1, minutes=50)
    ring(the_time)
    assert notes() == ["window-reminder", "window-escalation"]
    assert log.messages("note")[1]["sent_at"] == end - 10 * MINUTE
    assert "team:sales" in log.messages("note")[1]["content"]


def test_a_rule_may_say_a_last_word_to_who_waits(the_time: SteppingClock) -> None:
    end = opened(the_time)
    log.decide_now(owner="team:sales", team="sales")
    table.put({"pk": "S#window", "sk": "default", "last_message": "Write to us again."})
    for advance in ({"hours": 22}, {"hours": 1, "minutes": 50}, {"minutes": 10}):
        the_time.advance(**advance)
        ring(the_time)
    [last] = log.messages()
    assert (last["text"], last["author_kind"], last["sent_at"]) == (
        "Write to us again.",
        "system",
        end - 10 * MINUTE,
    )


def test_a_rule_may_send_a_template_after_the_end(the_time: SteppingClock) -> None:
    end = opened(the_time)
    template = {"name": "follow_up", "language": "en", "slots": []}
    table.put({"pk": "S#window", "sk": "default", "template": template})
    the_time.advance(hours=24)
    ring(the_time)
    the_time.advance(minutes=10)
    [sent] = log.messages()
    assert (sent["type"], sent["sent_at"], json.loads(sent["content"])) == (
        "template",
        end,
        template,
    )


def test_a_rule_may_have_a_template_for_each_channel(the_time: SteppingClock) -> None:
    opened(the_time)
    own = {"name": "we_answer", "language": "en", "slots": []}
    rule = {"template": {"name": "follow_up", "language": "en"}, "templates": {"whatsapp": own}}
    table.put({"pk": "S#window", "sk": "default", **rule})
    the_time.advance(hours=24)
    ring(the_time)
    [sent] = log.messages()
    assert json.loads(sent["content"]) == own


def test_where_the_channel_has_no_templates_no_rule_sends_any(the_time: SteppingClock) -> None:
    opened(the_time)
    table.update(log.PK, keys.SUMMARY, "SET #channel = :channel", {":channel": "instagram"})
    table.put({"pk": "S#window", "sk": "default", "template": {"name": "follow_up"}})
    the_time.advance(hours=24)
    ring(the_time)
    assert log.messages() == []


def test_who_opted_out_hears_nothing_by_itself(the_time: SteppingClock) -> None:
    opened(the_time)
    log.decide_now(consent="out")
    table.put(
        {"pk": "S#window", "sk": "default", "last_message": "x", "template": {"name": "follow_up"}}
    )
    for _ in range(3):
        the_time.advance(hours=11, minutes=55)
        ring(the_time)
    assert log.messages() == []
    assert len(reminders()) == 1


def test_a_window_that_moves_after_its_reminder_gets_one_of_its_own(
    the_time: SteppingClock,
) -> None:
    end = opened(the_time)
    the_time.advance(hours=22)
    ring(the_time)
    log.say("more", the_time.advance(hours=1))
    the_time.advance(hours=48)
    ring(the_time)
    assert [r["window_end"] for r in reminders()] == [end, end + 23 * HOUR]


def test_a_talk_of_several_messages_has_one_reminder_with_the_first_timer_that_rings(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    """Nobody has it, so nothing is to be done shortly before the end either: two rings."""
    first = opened(the_time)
    last = log.say("and more", the_time.advance(minutes=7))
    end = the_time.now + 24 * HOUR
    the_time.now = first - 2 * HOUR
    ring(the_time)
    [reminder] = reminders()
    assert (reminder["message"], reminder["window_end"]) == (last, end)
    assert [note["sent_at"] for note in log.messages("note")] == [first - 2 * HOUR]
    the_time.advance(hours=2, minutes=7)
    ring(the_time)
    assert notes() == ["window-reminder", "window-closed"]


def test_who_comes_back_later_than_a_talk_lasts_is_waited_for_longer(
    the_time: SteppingClock,
) -> None:
    first = opened(the_time)
    log.say("one more thing", the_time.advance(minutes=16))
    end = the_time.now + 24 * HOUR
    the_time.now = first - 2 * HOUR
    ring(the_time)
    assert reminders() == []
    the_time.now = end - 2 * HOUR
    ring(the_time)
    assert [note["sent_at"] for note in log.messages("note")] == [end - 2 * HOUR]


def test_what_is_said_after_a_reminder_is_never_of_its_talk(
    the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where the reminder comes minutes after the first message."""
    monkeypatch.setenv("REMIND_BEFORE_MINUTES", str(24 * 60 - 5))
    settings.cache_clear()
    end = opened(the_time)
    the_time.advance(minutes=5)
    ring(the_time)
    log.say("more", the_time.advance(minutes=2))
    the_time.advance(hours=25)
    ring(the_time)
    assert [r["window_end"] for r in reminders()] == [end, end + 7 * MINUTE]


@pytest.mark.parametrize(
    ("decided", "rings"),
    [
        ({"owner": "team:everybody"}, 2),
        ({"owner": "team:sales", "team": "sales"}, 3),
        ({"assignee": "ana", "team": "sales"}, 3),
    ],
)
def test_shortly_before_the_end_it_rings_only_where_somebody_else_can_be_told(
    decided: dict[str, str], rings: int, the_time: SteppingClock
) -> None:
    opened(the_time)
    log.decide_now(**decided)
    rung = 0
    for advance in ({"hours": 22}, {"hours": 1, "minutes": 50}, {"minutes": 10}):
        the_time.advance(**advance)
        rung += len(ring(the_time))
    assert rung == rings


def test_the_team_hears_of_an_agent_who_got_it_after_the_reminder_and_did_not_answer(
    the_time: SteppingClock,
) -> None:
    opened(the_time)
    log.decide_now(owner="team:sales", team="sales")
    the_time.advance(hours=22)
    ring(the_time)
    log.decide_now(owner="agent:ana", assignee="ana")
    the_time.advance(hours=1, minutes=50)
    ring(the_time)
    assert notes() == ["window-reminder", "window-escalation"]
