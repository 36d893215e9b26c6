"""What the business says in another app: an answer, and the end of the bot's turn."""

import json
from typing import Any

import pytest

from functions.follow_log import wake as following
from functions.follow_log.changes import Change
from functions.orchestrate import start
from shared import keys, table
from shared.accepting import Draft, accept
from shared.errors import Conflict, NewerReply
from shared.ids import MessageId
from shared.planning.unanswered import waiting
from shared.settings import settings
from shared.table import Item
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import dump, record, rules

BY_BOT = Draft(type="text", text="Welcome.", author_id="bot", rule="greeting")
BY_ANA = Draft(type="text", text="Hello!", author_kind="agent", author_id="ana")


@pytest.fixture(autouse=True)
def asked(cloud: Any, the_time: SteppingClock) -> Item:
    """A customer has just written."""
    log.say("hello", the_time.now)
    the_time.advance(minutes=1)
    return log.summary()


def echo(at: int, name: str = "echo", **more: Any) -> Item:
    """What somebody of the business wrote in the phone's app."""
    item = log.inbound(name, at, direction="outbound", author_kind="agent", status="sent", **more)
    item = {"provider_ref": name, **item}
    del item["author_id"]
    table.put_if_absent(item)
    log.follow(item)
    return item


def wake(item: Item) -> list[str]:
    woken = record("echo", str(MessageId.of(item)), item["received_at"])
    answer = start.lambda_handler({"Records": [woken]}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def sent(draft: Draft, at: int, **more: Any) -> Item:
    """A message of ours, with what the platform has made of it."""
    message = accept(log.summary(), draft, at=at, ref=draft.text)
    sets = ", ".join(f"#{name} = :{name}" for name in more)
    values = {f":{name}": value for name, value in more.items()}
    return table.update(message["pk"], message["sk"], f"SET {sets}", values)


def test_the_follower_wakes_the_mailbox_for_it_and_for_nothing_of_ours(
    the_time: SteppingClock,
) -> None:
    items = [echo(the_time.now), echo(the_time.now, "another")]
    changes = [Change(item["sk"], None, item) for item in items]
    [woken] = following.wake_ups_of(changes, log.CONVERSATION)
    assert woken.queue_url == settings().wake_queue_url
    told = json.loads(woken.body)
    assert (told["kind"], len(told["cause"].split())) == ("echo", 2)
    start.lambda_handler({"Records": [record("echo", told["cause"], told["at"])]}, None)
    assert log.summary()["owner"] == "team:everybody"
    edited = Change("2", items[0], {**items[0], "edited_at": 1})
    ours = sent(BY_ANA, the_time.now, status="sent", provider_ref="r")
    assert following.wake_ups_of([edited, Change("3", None, ours)], "c") == []


def test_it_counts_as_an_answer(the_time: SteppingClock, asked: Item) -> None:
    item = echo(the_time.now)
    assert wake(item) == []
    after = log.summary()
    assert (after["answered_at"], after["answered_id"]) == (the_time.now, str(MessageId.of(item)))
    assert after["agent_answered_at"] == after["first_answered_at"] == the_time.now
    seen = MessageId.parse(asked["inbound_id"])
    with pytest.raises(NewerReply):
        accept(after, BY_ANA, at=the_time.now, ref="late", seen_through=seen)
    everything = [*log.messages("inbound"), item]
    assert waiting(after, everything, 0, the_time.now + 1) is None


@pytest.mark.parametrize(
    ("given", "owner"),
    [
        ({}, "team:everybody"),
        ({"team": "sales"}, "team:sales"),
        ({"team": "sales", "agent": "bo"}, "agent:bo"),
    ],
)
def test_the_bot_hands_over_and_falls_silent(
    the_time: SteppingClock, given: dict[str, str], owner: str
) -> None:
    rules(**given)
    item = echo(the_time.now)
    assert wake(item) == []
    assert log.summary()["owner"] == owner
    [decision] = log.decisions()
    assert (decision["by"], decision["why"]) == ("workflow:echo", "answered in another app")
    assert decision["cause"] == str(MessageId.of(item))
    with pytest.raises(Conflict):
        accept(log.summary(), BY_BOT, at=the_time.now, ref="greeting")


def test_whoever_has_the_conversation_keeps_it(the_time: SteppingClock) -> None:
    log.decide_now(owner="agent:ana", assignee="ana")
    assert wake(echo(the_time.now)) == []
    assert (log.summary()["owner"], log.decisions()) == ("agent:ana", [])


def test_one_that_comes_late_undoes_no_decision_and_no_answer(the_time: SteppingClock) -> None:
    late = echo(the_time.now)
    log.decide_now(decided_at=the_time.now + 1, answered_at=the_time.now + 1, answered_id="x")
    assert wake(late) == []
    assert (log.summary()["owner"], log.summary()["answered_id"]) == ("bot", "x")


def test_the_same_again_changes_nothing(the_time: SteppingClock) -> None:
    item = echo(the_time.now)
    wake(item)
    before = dump()
    assert wake(item) == []
    assert dump() == before


def test_a_crash_anywhere_leaves_it_to_the_next_wake_up(the_time: SteppingClock) -> None:
    item = echo(the_time.now)
    points = faults.lasting_points(lambda: wake(item))
    wanted = dump()
    start_again = list(table.query(log.PK, "M#", "M#~"))
    for point in points:
        for decision in log.decisions():
            table.delete(decision["pk"], decision["sk"])
        table.delete(log.PK, keys.SUMMARY)
        log.follow(*start_again)
        faults.run_until(point, lambda: wake(item))
        assert wake(item) == []
        assert dump() == wanted, point


def test_our_own_coming_back_is_known_by_its_id(the_time: SteppingClock) -> None:
    ours = sent(BY_BOT, the_time.now, status="sent", provider_ref="same")
    the_time.advance(minutes=1)
    item = echo(the_time.now, provider_ref="same", text=BY_BOT.text)
    assert wake(item) == []
    assert (log.summary()["owner"], log.decisions()) == ("bot", [])
    assert log.summary()["answered_id"] == str(MessageId.of(ours))
    everything = [*log.messages("inbound"), ours, item]
    assert waiting(log.summary(), everything, 0, the_time.now), "a greeting answers nobody"


def test_while_our_own_has_no_id_yet_it_cannot_be_told(the_time: SteppingClock) -> None:
    until = the_time.now + 120_000
    sent(BY_BOT, the_time.now, status="sending", claimed_until=until)
    item = echo(the_time.now + 1, text=BY_BOT.text)
    assert len(wake(item)) == 1
    assert log.summary()["owner"] == "bot"
    another = echo(the_time.now + 2, "another", text="something else")
    assert wake(another) == []
    assert log.summary()["owner"] == "team:everybody"


def test_one_that_may_be_ours_quiets_nobody(the_time: SteppingClock) -> None:
    sent(BY_BOT, the_time.now, status="unknown")
    assert wake(echo(the_time.now + 1, text=BY_BOT.text)) == []
    assert log.summary()["owner"] == "bot"
