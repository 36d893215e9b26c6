"""Files of Messenger's customers: fetched once from Meta's own servers, and from nowhere else."""

import json
from base64 import b64encode
from typing import Any

import pytest

from functions.messenger import media
from shared import aws, table
from shared.errors import FileRefused
from shared.keys import MessageId
from shared.settings import settings
from shared.table import Item
from tests.functions.messenger.conftest import PK, Messenger
from tests.functions.messenger.reading import ANA

PHOTO = b"\xff\xd8\xff\xe0 not much of a picture"


def item_of(messenger: Messenger) -> Item:
    return table.get(PK, f"M#{messenger.clock.now:013d}#photo") or {}


def fetch(messenger: Messenger, url: str, monkeypatch: pytest.MonkeyPatch) -> Item:
    """What became of a picture at ``url``."""
    queue = aws.client("sqs")
    name = queue.create_queue(QueueName="messenger-media")["QueueUrl"]
    monkeypatch.setenv("MEDIA_QUEUE_URLS", json.dumps({"messenger": name}))
    settings.cache_clear()
    message = table.get(PK, f"M#{messenger.clock.now:013d}#hello{messenger.clock.now}") or {}
    content = json.dumps({"media": {"id": "m_1", "url": url}})
    sk = f"M#{messenger.clock.now:013d}#photo"
    photo = {**message, "sk": sk, "type": "image", "content": content}
    table.put(photo)
    queue.send_message(QueueUrl=name, MessageBody=json.dumps({"message": str(MessageId.of(photo))}))
    (got,) = queue.receive_message(QueueUrl=name)["Messages"]
    record = {
        "messageId": "1",
        "receiptHandle": got["ReceiptHandle"],
        "body": got["Body"],
        "attributes": {"ApproximateReceiveCount": "1"},
    }
    assert media.lambda_handler({"Records": [record]}, None) == {"batchItemFailures": []}
    return item_of(messenger)


def link(messenger: Messenger, **more: Any) -> str:
    """Where the simulator keeps a picture that Ana has sent."""
    platform = messenger.simulator.platforms["messenger"]
    said = {"from": ANA, "media": {"data": b64encode(PHOTO).decode(), **more}}
    body = json.loads(platform.say(said).body)
    (item,) = body["entry"][0]["messaging"]
    url: str = item["message"]["attachments"][0]["payload"]["url"]
    return url


def test_a_picture_is_kept_with_its_type(
    messenger: Messenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = fetch(messenger, link(messenger), monkeypatch)
    assert (kept["media_status"], kept["media_type"]) == ("stored", "image/jpeg")
    assert kept["media_size"] == len(PHOTO)


def test_a_picture_that_is_none_is_refused(
    messenger: Messenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = link(messenger, mime_type="text/html")
    assert fetch(messenger, url, monkeypatch)["media_status"] == "refused"


def test_a_link_that_has_expired_leads_nowhere(
    messenger: Messenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = link(messenger)
    messenger.clock.advance(hours=25)
    messenger.simulator.platforms["messenger"].say({"from": ANA, "text": "hello"})
    monkeypatch.setattr(messenger.clock, "now", messenger.clock.now)
    table.put(
        {**_hello(messenger), "sk": f"M#{messenger.clock.now:013d}#hello{messenger.clock.now}"}
    )
    assert fetch(messenger, url, monkeypatch)["media_status"] == "gone"


def _hello(messenger: Messenger) -> Item:
    return next(iter(table.query(PK, "M#", "M#~")))


@pytest.mark.parametrize(
    "url",
    [
        "https://scontent.xx.fbcdn.net/v/1.jpg",
        "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1",
        "https://cdn.fbsbx.com/v/order.pdf",
    ],
)
def test_metas_own_servers_are_asked(cloud: Any, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    assert media.locate({}, {"url": url}, {}).url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://scontent.xx.fbcdn.net/v/1.jpg",
        "https://fbcdn.net.example.com/1.jpg",
        "https://evilfbcdn.net/1.jpg",
        "https://example.com/?fbcdn.net",
        "https://fbcdn.net@example.com/1.jpg",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "",
        None,
    ],
)
def test_nobody_elses_servers_are(
    cloud: Any, monkeypatch: pytest.MonkeyPatch, url: str | None
) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    with pytest.raises(FileRefused):
        media.locate({}, {"url": url}, {})
