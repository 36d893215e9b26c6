"""The mailbox: what fails comes back, and what others wait for goes on."""

import json
import logging
from typing import Any

import pytest

from functions.orchestrate import start
from shared import table, timers
from shared.accepting import Draft, accept
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.runs import deployed, lambdas, record, said, wake, woken
from tests.machines import Lambdas

__all__ = ["deployed", "lambdas"]

pytestmark = pytest.mark.usefixtures("deployed")


def held(clock: SteppingClock, ref: str, due: int) -> str:
    """A message that waits until ``due``; returns its sk."""
    draft = Draft(type="text", text="Later", author_kind="agent", author_id="ana")
    message = accept(log.summary(), draft, at=clock.now, ref=ref)
    table.put({**message, "status": "held", "due": due, "holds": 1})
    timers.ring(due, "due", log.CONVERSATION, str(due))
    return str(message["sk"])


def status(sk: str) -> tuple[str, int | None]:
    item = table.get(log.PK, sk)
    assert item
    return item["status"], item.get("due")


def test_a_run_that_fails_fails_its_wake_up(the_time: SteppingClock) -> None:
    hello = log.say("hello", the_time.now)
    with faults.injected(faults.refused("TransactWriteItems", "AccessDeniedException")):
        assert wake(woken(hello)) == [f"message-{hello}-{log.CONVERSATION}"]
    assert "handled_through" not in log.summary()
    assert wake(woken(hello)) == []
    assert said() == ["greeting"]


def test_a_run_that_times_out_fails_its_wake_up(the_time: SteppingClock) -> None:
    hello = log.say("hello", the_time.now)
    with faults.injected(faults.timed_out("StartSyncExecution", done=True)) as calls:
        assert len(wake(woken(hello))) == 1
    assert calls.count("StartSyncExecution") == 1  # a second one would be a second run
    assert wake(woken(hello)) == []
    assert said() == ["greeting"]


def test_after_a_failure_only_the_same_conversation_waits(
    deployed: Lambdas, the_time: SteppingClock
) -> None:
    hello = log.say("hello", the_time.now)
    broken = [record(kind, "x", 1, conversation="broken") for kind in ("nonsense", "message")]
    assert wake(broken[0], woken(hello), broken[1]) == [r["messageId"] for r in broken]
    assert deployed.invoked == ["LookFunction", "ReplyFunction"]
    assert said() == ["greeting"]


@pytest.mark.parametrize("body", ["not json", "{}", '{"kind": "message"}'])
def test_a_wake_up_that_says_nothing_fails(body: str) -> None:
    unreadable = {**record("message", "x", 1), "body": body}
    assert wake(unreadable) == [unreadable["messageId"]]


def test_a_failure_is_logged_without_what_was_written(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        wake({**record("message", "x", 1), "body": "private words"})
    [line] = caplog.records
    assert (line.getMessage(), line.__dict__["kind"]) == ("wake-up failed", "JSONDecodeError")
    assert "private" not in str(line.__dict__)


def test_each_start_has_a_name_of_its_own(cloud: Any, the_time: SteppingClock) -> None:
    hello = log.say("hello", the_time.now)
    with faults.injected() as calls:
        wake(woken(hello), woken(hello))
    bodies = [
        json.loads(request["body"])
        for operation, request in zip(calls.operations, calls.requests, strict=True)
        if operation == "StartSyncExecution"
    ]
    assert len({body["name"] for body in bodies}) == len(bodies) == 2


def test_held_messages_that_are_due_are_queued_again(the_time: SteppingClock) -> None:
    log.say("hello", the_time.now)
    due = the_time.now + 60_000
    first, later = held(the_time, "first", due), held(the_time, "later", due + 60_000)
    the_time.advance(minutes=1)
    assert wake(record("due", str(due), due)) == []
    assert status(first) == ("queued", None)
    assert status(later) == ("held", due + 60_000)


def test_what_is_due_twice_is_queued_once(the_time: SteppingClock) -> None:
    log.say("hello", the_time.now)
    due = the_time.now + 60_000
    sk = held(the_time, "first", due)
    the_time.advance(minutes=1)
    wake(record("due", str(due), due))
    item = table.get(log.PK, sk) or {}
    table.put({**item, "status": "sent"})
    the_time.advance(minutes=10)
    assert wake(record("due", str(due), due)) == []
    assert status(sk) == ("sent", None)


def test_a_timer_that_rings_before_its_time_leaves_the_message_held(
    the_time: SteppingClock,
) -> None:
    log.say("hello", the_time.now)
    due = the_time.now + 60_000
    sk = held(the_time, "first", due)
    early = record("due", str(due), due)
    assert wake(early) == [early["messageId"]], "it comes back"
    assert status(sk) == ("held", due)


def test_a_crash_while_queueing_what_is_due_loses_nothing(the_time: SteppingClock) -> None:
    log.say("hello", the_time.now)

    def scene(ref: str) -> tuple[str, dict[str, Any]]:
        due = the_time.now + 60_000
        sk = held(the_time, ref, due)
        the_time.advance(minutes=1)
        return sk, record("due", str(due), due)

    _, counted = scene("counted")
    points = faults.crash_points(lambda: wake(counted))
    table.update(log.PK, "A", "REMOVE #outbox", {})
    for point in points:
        sk, wake_up = scene(str(point))
        faults.run_until(point, lambda w=wake_up: wake(w))  # type: ignore[misc]
        assert wake(wake_up) == []
        assert status(sk) == ("queued", None)
        table.update(log.PK, "A", "REMOVE #outbox", {})


def test_the_handler_takes_what_lambda_gives_it() -> None:
    assert start.lambda_handler({"Records": []}, None) == {"batchItemFailures": []}
