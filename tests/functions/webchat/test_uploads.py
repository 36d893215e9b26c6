"""Files of visitors: a form with conditions, the message that names it, and where it then stays."""

import base64
import json
from typing import Any

import pytest

from functions.webchat import media
from shared import aws, history, media_files
from shared.keys import MessageId
from shared.settings import settings
from shared.table import Item
from tests.functions.webchat.conftest import WebChat, body_of, log_of, new_id
from tests.simulator.exchange import Answer
from tests.simulator.http_server import serving

PNG = b"\x89PNG\r\n\x1a\n and so on"


def form(chat: WebChat, token: str, **fields: Any) -> Any:
    wanted = {"id": "photo-number-1", "type": "image/png", "size": len(PNG), **fields}
    return body_of(chat.ask("POST", "uploads", wanted, token=token))


def policy_of(form: Any) -> list[Any]:
    conditions: list[Any] = json.loads(base64.b64decode(form["fields"]["policy"]))["conditions"]
    return conditions


def test_a_form_takes_one_file_of_this_type_and_size(chat: WebChat) -> None:
    made = form(chat, chat.session()["token"])
    conditions = policy_of(made)
    assert ["content-length-range", 1, len(PNG)] in conditions
    assert {"Content-Type": "image/png"} in conditions
    assert {"key": f"uploads/{made['id']}"} in conditions
    assert made["fields"]["key"] == f"uploads/{made['id']}"


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "text/html"},
        {"type": "image/svg+xml"},
        {"type": ""},
        {"size": 0},
        {"size": -1},
        {"size": 10 * 1024 * 1024 + 1},
        {"size": "3"},
        {"size": True},
        {"id": "x"},
    ],
)
def test_what_no_browser_should_get_is_not_taken(chat: WebChat, fields: dict[str, Any]) -> None:
    wanted = {"id": "photo-number-1", "type": "image/png", "size": 3, **fields}
    token = chat.session()["token"]
    assert chat.ask("POST", "uploads", wanted, token=token)["statusCode"] == 422


def test_a_message_shows_its_own_upload_and_no_other(chat: WebChat) -> None:
    one, two = chat.session(), chat.session()
    upload = form(chat, one["token"])["id"]
    assert form(chat, two["token"])["id"] != upload
    file = {"id": upload, "type": "image/png", "name": "broken.png"}
    theft = {"id": "photo-number-1", "file": file}
    assert chat.ask("POST", "messages", theft, token=two["token"])["statusCode"] == 422
    chat.say(one["token"], "look", "photo-number-1", file=file)
    (item,) = log_of(one)
    assert (item["type"], item["text"]) == ("image", "look")
    assert json.loads(item["content"]) == {
        "media": {"id": upload, "mime_type": "image/png", "name": "broken.png"}
    }


def test_a_recording_is_shown_as_spoken(chat: WebChat) -> None:
    session, made = chat.session(), new_id(chat.clock.now)
    upload = form(chat, session["token"], id=made, type="audio/ogg")["id"]
    file = {"id": upload, "type": "audio/ogg; codecs=opus", "voice": True}
    chat.say(session["token"], "", made, file=file)
    (item,) = log_of(session)
    assert json.loads(item["content"])["media"]["voice"] is True


def test_an_upload_becomes_the_messages_file(
    chat: WebChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = aws.client("sqs").create_queue(QueueName="webchat-media")["QueueUrl"]
    monkeypatch.setenv("MEDIA_QUEUE_URLS", json.dumps({"webchat": queue}))
    settings.cache_clear()
    item = shown(chat)
    with serving(lambda request: Answer(200, PNG)) as url:
        monkeypatch.setattr(media_files, "link_to_upload", lambda upload: f"{url}/{upload}")
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
    queue = aws.client("sqs").create_queue(QueueName="webchat-media")["QueueUrl"]
    monkeypatch.setenv("MEDIA_QUEUE_URLS", json.dumps({"webchat": queue}))
    settings.cache_clear()
    item = shown(chat)
    with serving(lambda request: Answer(404)) as url:
        monkeypatch.setattr(media_files, "link_to_upload", lambda upload: f"{url}/{upload}")
        assert len(fetched(item)) == 1
        chat.clock.advance(hours=49)
        assert fetched(item) == []
    assert again(item)["media_status"] == "gone"


def test_the_link_leads_to_the_upload(chat: WebChat) -> None:
    assert "/uploads/abc?" in media_files.link_to_upload("abc")


def shown(chat: WebChat) -> Item:
    session = chat.session()
    file = {"id": form(chat, session["token"])["id"], "type": "image/png"}
    chat.say(session["token"], "", "photo-number-1", file=file)
    (item,) = log_of(session)
    return item


def fetched(item: Item) -> list[Any]:
    """What the queue will bring again."""
    url = settings().media_queue_urls["webchat"]
    body = json.dumps({"message": str(MessageId.of(item))})
    aws.client("sqs").send_message(QueueUrl=url, MessageBody=body)
    (message,) = aws.client("sqs").receive_message(QueueUrl=url, VisibilityTimeout=0)["Messages"]
    record = {
        "messageId": "1",
        "body": body,
        "receiptHandle": message["ReceiptHandle"],
        "attributes": {"ApproximateReceiveCount": "1"},
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:webchat-media",
    }
    failures: list[Any] = media.lambda_handler({"Records": [record]}, None)["batchItemFailures"]
    return failures


def again(item: Item) -> Item:
    found = history.find(MessageId.of(item))
    assert found
    return found
