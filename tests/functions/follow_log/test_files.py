"""Who is asked to fetch a file, and when."""

import json
from typing import Any

import pytest

from functions.follow_log import files
from functions.follow_log.changes import Change
from functions.follow_log.stream import lambda_handler
from shared import table
from shared.settings import settings
from shared.table import Item
from tests.functions.follow_log import stream_reader
from tests.functions.follow_log.log import NOON, decided, id_of, noted, ours, said

MEDIA = {"media": {"id": "m1", "mime_type": "image/png"}}


def photo(**more: Any) -> Item:
    return said("wamid.1", type="image", content=MEDIA, **more)


def asked(before: Item | None, after: Item) -> list[str]:
    """The message whose file is asked for, if any is."""
    wake_up = files.wake_up_of(Change("1", before, after))
    if wake_up is None:
        return []
    assert (wake_up.queue_url, wake_up.group) == (settings().media_queue_url, "")
    return [json.loads(wake_up.body)["message"]]


def test_a_new_message_with_a_file_has_it_fetched(cloud: Any) -> None:
    assert asked(None, photo()) == [id_of(photo())]
    assert asked(None, photo(echo=True)) == [id_of(photo())]


def test_what_was_too_large_for_its_item_may_name_a_file(cloud: Any) -> None:
    large = {**photo(), "content": None, "content_at": "large/x"}
    assert asked(None, large) == [id_of(photo())]
    assert asked(None, {**large, "type": "text"}) == []


def test_a_file_is_asked_for_once_and_then_taken_away_with_its_message(cloud: Any) -> None:
    fetched = {**photo(), "media_status": "stored", "media_key": "media/x"}
    revoked = {**fetched, "content": "{}", "revoked_at": NOON}
    assert asked(photo(), fetched) == []
    assert asked(fetched, revoked) == [id_of(photo())]
    assert asked(revoked, {**revoked, "reactions": {}}) == []


@pytest.mark.parametrize(
    "item",
    [
        said("wamid.1"),
        said("wamid.1", text='about "media"'),
        said("wamid.1", type="image", content={"errors": [{"code": "131052"}]}),
        ours(type="image", content=json.dumps({"media": {"key": "media/u-1", "name": "a"}})),
        ours(type="image", content=json.dumps({"media": {"url": "https://cdn.example/a"}})),
        noted("edit", "wamid.1", "e", content=MEDIA),
        decided(1),
        {**photo(), "content": None},
        {**photo(), "channel": "pigeon"},
    ],
)
def test_nothing_is_asked_for_what_names_no_file_of_a_platform(cloud: Any, item: Item) -> None:
    assert asked(None, item) == []


def test_the_follower_puts_it_on_the_queue_and_names_its_channel(cloud: Any) -> None:
    reader = stream_reader.StreamReader()
    table.put(photo())
    lambda_handler(stream_reader.batch(reader.read()), None)
    assert stream_reader.queued(settings().media_queue_url) == [
        {"channel": "whatsapp", "message": id_of(photo())}
    ]
