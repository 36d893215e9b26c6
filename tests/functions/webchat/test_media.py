"""What visitors uploaded becomes the file of its message."""

import json
from typing import Any

import pytest

from functions.webchat import media
from shared import aws, history
from shared.ids import MessageId
from shared.media import files
from shared.settings import settings
from shared.table import Item
from tests.functions.webchat.conftest import WebChat, body_of, log_of
from tests.simulator.exchange import Answer
from tests.simulator.http_server import serving

PNG = b"\x89PNG\r\n\x1a\n and so on"


def test_an_upload_becomes_the_messages_file(
    chat: WebChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = shown(chat)
    with serving(lambda request: Answer(200, PNG)) as url:
        monkeypatch.setattr(files, "link_to_upload", lambda upload: f"{url}/{upload}")
        assert fetched(item) == []
    item = again(item)
    assert (item["media_status"], item["media_type"], item["media_size"]) == (
        "stored",
        "image/png",
        len(PNG),
    )
    kept = aws.client("s3").get_object(Bucket="quarantine", Key=item["media_key"])
    assert kept["Body"].read() == PNG


def test_an_upload_that_comes_after_its_message_is_waited_for(
    chat: WebChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = shown(chat)
    with serving(lambda request: Answer(404)) as url:
        monkeypatch.setattr(files, "link_to_upload", lambda upload: f"{url}/{upload}")
        assert len(fetched(item)) == 1
        chat.clock.advance(hours=49)
        assert fetched(item) == []
    assert again(item)["media_status"] == "gone"


def test_the_link_leads_to_the_upload(chat: WebChat) -> None:
    assert "/uploads/abc?" in files.link_to_upload("abc")


def shown(chat: WebChat) -> Item:
    session = chat.session()
    file = {"id": upload(chat, session), "type": "image/png"}
    chat.say(session["token"], "", "photo-number-1", file=file)
    (item,) = log_of(session)
    return item


def fetched(item: Item) -> list[Any]:
    """What the queue will bring again."""
    url = settings().media_queue_url
    body = json.dumps({"channel": "webchat", "message": str(MessageId.of(item))})
    aws.client("sqs").send_message(QueueUrl=url, MessageBody=body)
    (message,) = aws.client("sqs").receive_message(QueueUrl=url, VisibilityTimeout=0)["Messages"]
    record = {
        "messageId": "1",
        "body": body,
        "receiptHandle": message["ReceiptHandle"],
        "attributes": {"ApproximateReceiveCount": "1"},
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:media",
    }
    failures: list[Any] = media.lambda_handler({"Records": [record]}, None)["batchItemFailures"]
    return failures


def again(item: Item) -> Item:
    found = history.find(MessageId.of(item))
    assert found
    return found


def upload(chat: WebChat, session: Any) -> str:
    wanted = {"id": "photo-number-1", "type": "image/png", "size": len(PNG)}
    return str(body_of(chat.ask("POST", "uploads", wanted, token=session["token"]))["id"])
