"""Files of customers: fetched once from Meta's own servers, and from nowhere else."""

import json
from base64 import b64encode
from types import ModuleType
from typing import Any

import pytest

from functions.instagram import media as instagram
from functions.messenger import media as messenger
from shared import keys, table
from shared.errors import FileRefused
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item
from tests.functions.media_queue import hand_over, item_of
from tests.functions.messenger_platform.side import Side

PHOTO = b"\xff\xd8\xff\xe0 not much of a picture"
MEDIA = {"messenger": messenger, "instagram": instagram}
on_both = pytest.mark.parametrize("media", MEDIA.values(), ids=MEDIA)


def fetch(side: Side, url: str) -> Item:
    """What became of a picture at ``url``."""
    (hello,) = table.query(side.account.pk, "M#", "M#~")
    content = json.dumps({"media": {"id": "m_1", "url": url}})
    sk = keys.message_sk(side.clock.now, "photo")
    photo = {**hello, "sk": sk, "type": "image", "content": content}
    table.put(photo)
    message = str(MessageId.of(photo))
    assert hand_over(side.channel, MEDIA[side.channel].lambda_handler, message) == []
    return item_of(message)


def link(side: Side, **more: Any) -> str:
    """Where the simulator keeps a picture that Ana has sent."""
    said = {"from": side.account.ana, "media": {"data": b64encode(PHOTO).decode(), **more}}
    body = json.loads(side.simulator.platforms[side.channel].say(said).body)
    (item,) = body["entry"][0]["messaging"]
    url: str = item["message"]["attachments"][0]["payload"]["url"]
    return url


def test_a_picture_is_kept_with_its_type(side: Side) -> None:
    kept = fetch(side, link(side))
    assert (kept["media_status"], kept["media_type"]) == ("stored", "image/jpeg")
    assert kept["media_size"] == len(PHOTO)


def test_a_picture_that_is_none_is_refused(side: Side) -> None:
    assert fetch(side, link(side, mime_type="text/html"))["media_status"] == "refused"


def test_a_link_that_has_expired_leads_nowhere(side: Side) -> None:
    url = link(side)
    side.clock.advance(hours=25)
    side.simulator.platforms[side.channel].say({"from": side.account.ana, "text": "hello"})
    assert fetch(side, url)["media_status"] == "gone"


@on_both
@pytest.mark.parametrize(
    "url",
    [
        "https://scontent.xx.fbcdn.net/v/1.jpg",
        "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1",
        "https://cdn.fbsbx.com/v/order.pdf",
    ],
)
def test_metas_own_servers_are_asked(
    cloud: Any, monkeypatch: pytest.MonkeyPatch, media: ModuleType, url: str
) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    assert media.locate({}, {"url": url}, {}).url == url


@on_both
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
    cloud: Any, monkeypatch: pytest.MonkeyPatch, media: ModuleType, url: str | None
) -> None:
    monkeypatch.setenv("PROVIDER_URL", "")
    settings.cache_clear()
    with pytest.raises(FileRefused):
        media.locate({}, {"url": url}, {})
