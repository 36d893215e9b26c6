"""Viber's own SDK reads the same in the events as we do, and in what we send."""

import json
from importlib import import_module
from typing import Any

import pytest

from functions.viber.render import render
from shared.messages import Noted, Said
from tests.events import body_of, load, names
from tests.functions.viber.reading import ANA, TOKEN, event, signature

# The SDK brings no types.
sdk: Any = import_module("viberbot")
configuration: Any = import_module("viberbot.api.bot_configuration")
messages: Any = import_module("viberbot.api.messages")
JUDGE: Any = sdk.Api(configuration.BotConfiguration(TOKEN, "Shop", None))
# What the SDK cannot read: kinds it does not know. It reads no query either.
NOT_JUDGED = {"action", "client_status", "signed_in_the_query"}
JUDGED = sorted(set(names("viber")) - NOT_JUDGED)


@pytest.mark.parametrize("name", JUDGED)
def test_the_signature_is_the_same(name: str) -> None:
    recorded = load("viber", name)
    body, given = body_of(recorded), recorded["headers"]["x-viber-content-signature"]
    assert JUDGE.verify_signature(body, given)
    assert given == signature(body)
    assert not JUDGE.verify_signature(body + b" ", given)


@pytest.mark.parametrize("name", JUDGED)
def test_who_when_and_what_are_the_same(name: str) -> None:
    theirs = JUDGE.parse_request(body_of(load("viber", name)))
    for ours in event(name):
        if isinstance(ours, Said):
            agree(ours, theirs)
        elif isinstance(ours, Noted):
            assert (ours.at, ours.identity) == (theirs.timestamp, theirs.user_id)
            assert ours.target == str(theirs.message_token)
            if ours.event == "failed":
                assert ours.data["error"]["title"] == theirs.desc
        else:
            assert theirs.chat_id or theirs.message.text == ""


def agree(ours: Said, theirs: Any) -> None:
    assert ours.sent_at == theirs.timestamp
    if theirs.event_type == "message":
        assert (ours.identity, ours.name) == (theirs.sender.id, theirs.sender.name)
        assert ours.provider_id == str(theirs.message_token)
        same_message(ours, theirs.message)
        return
    user = getattr(theirs, "user", None)
    assert ours.identity == (user.id if user else theirs.user_id)
    if theirs.event_type == "conversation_started":
        assert ours.content["subscribed"] == theirs.subscribed
        assert ours.content.get("referral", {}).get("ref") == theirs.context


def same_message(ours: Said, theirs: Any) -> None:
    kind = theirs.to_dict().get("type", "")
    if kind in ("text", "picture"):
        assert ours.text == theirs.text
    if kind in ("picture", "video", "file"):
        assert ours.content["media"]["url"] == theirs.media
    if kind in ("video", "file"):
        assert ours.content["media"]["size"] == theirs.size
    if kind == "url":
        assert ours.text.endswith(theirs.media)
    if kind == "sticker":
        assert ours.content["sticker"]["sticker_id"] == str(theirs.sticker_id)
    if kind == "location":
        place = ours.content["latitude"], ours.content["longitude"]
        assert place == (theirs.location.latitude, theirs.location.longitude)
    if kind == "contact":
        (card,) = ours.content["contacts"]
        assert (card["name"], card["phones"]) == (
            theirs.contact.name,
            [theirs.contact.phone_number],
        )


LINK = "https://cdn.example/a"


@pytest.mark.parametrize(
    ("kind", "text", "content"),
    [
        ("text", "Hi", {}),
        ("interactive", "Which?", {"buttons": [{"id": "y", "title": "Yes"}]}),
        ("image", "", {"media": {"url": f"{LINK}.png"}}),
        ("image", "broken", {"media": {"url": f"{LINK}.png"}}),
        ("video", "", {"media": {"url": f"{LINK}.mp4", "size": 7}, "duration_ms": 5000}),
        ("file", "", {"media": {"url": f"{LINK}.pdf", "size": 7, "name": "a.pdf"}}),
        ("location", "", {"latitude": 41.38, "longitude": 2.17}),
        ("contacts", "", {"contacts": [{"name": "Bob", "phones": ["+15550100"]}]}),
        ("sticker", "", {"sticker": {"sticker_id": "46105"}}),
    ],
)
def test_the_sdk_would_send_what_we_send(kind: str, text: str, content: dict[str, Any]) -> None:
    item = {"pk": f"C#{'a' * 26}", "sk": "M#1767225600000#r1", "identity": ANA}
    told = {"type": kind, "text": text, "content": json.dumps(content)}
    ours = json.loads(render({**item, **told}, {"name": "Shop"}))
    theirs = messages.get_message(ours)
    assert theirs.validate()
    written = {name: value for name, value in theirs.to_dict().items() if value is not None}
    around = ("receiver", "sender")
    assert drop_empty(written) == {n: v for n, v in ours.items() if n not in around}


def drop_empty(value: Any) -> Any:
    """The SDK names a card's picture though there is none."""
    if isinstance(value, dict):
        return {name: drop_empty(part) for name, part in value.items() if part is not None}
    return value
