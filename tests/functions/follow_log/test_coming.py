"""A code in a message goes to the mailbox ahead of the message, and the answer after it."""

import json
from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from functions.orchestrate import start
from shared import table
from shared.configuration import stored
from shared.intake.storing import put_once
from shared.links import counting
from shared.settings import settings
from tests.clock import SteppingClock
from tests.functions.follow_log.log import MINUTE, NOON, conversation, ours, said
from tests.functions.follow_log.stream_reader import StreamReader, batch, queued


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    stored.put("links", "summer", {"channel": "whatsapp", "account": "main"}, by="admin")
    found = StreamReader()
    found.read()
    return found


def woken(stream: StreamReader) -> list[dict[str, Any]]:
    while records := stream.read():
        lambda_handler(batch(records), None)
    return [body for body in queued(settings().wake_queue_url) if "kind" in body]


def handle(body: dict[str, Any]) -> None:
    record = {"messageId": "1", "body": json.dumps(body), "attributes": {"MessageGroupId": "c"}}
    assert start.lambda_handler({"Records": [record]}, None) == {"batchItemFailures": []}


def test_from_the_message_to_the_first_answer(stream: StreamReader) -> None:
    assert put_once(said("wamid.1", text="Hi (ref summer)"))
    came, message = woken(stream)
    assert (came["kind"], message["kind"]) == ("came", "message")
    assert came["conversation"] == conversation()
    for _ in range(2):
        handle(came)
    answered = {"author_kind": "agent", "author_id": "ana", "channel": "whatsapp"}
    table.put(ours(at=NOON + MINUTE, **answered))
    summary = f"C#{conversation()}"
    table.update(summary, "A", "SET #agent_answered_at = :at", {":at": NOON + MINUTE})
    (answer,) = woken(stream)
    handle(answer)
    [(_, figures)] = counting.days("summer", "2026-01-01", "2026-01-01")
    assert figures == {"arrived": 1, "new": 1, "answered": 1, "reply_ms": MINUTE - 500}
    table.put(ours("later", NOON + 2 * MINUTE, **answered))
    assert woken(stream) == []
