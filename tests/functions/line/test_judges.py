"""LINE's own SDK reads the same in the events as we do."""

from importlib import import_module
from typing import Any

import pytest

from shared.messages import Noted, Said
from tests.events import body_of, load, names
from tests.functions.line.reading import ACCOUNT, SECRET, event

# The SDK brings no types.
sdk: Any = import_module("linebot.v3.webhook")
errors: Any = import_module("linebot.v3.exceptions")
JUDGE: Any = sdk.WebhookParser(SECRET)
TYPES = {"text", "image", "video", "audio", "file", "location", "sticker"}
# What the SDK cannot read: an event without what it calls mandatory, or of a kind it does not know.
NOT_JUDGED = {
    "batch_of_several_people": "a message without an id",
    "unknown_message": "a kind that does not exist",
    "foreign_account": "not read by us",
    "things": "a kind that the SDK has forgotten",
}
JUDGED = sorted(set(names("line")) - set(NOT_JUDGED))


def judged(name: str) -> Any:
    recorded = load("line", name)
    given = recorded["headers"]["x-line-signature"]
    return JUDGE.parse(body_of(recorded).decode(), given, as_payload=True)


@pytest.mark.parametrize("name", JUDGED)
def test_who_when_and_what_are_the_same(name: str) -> None:
    payload, ours = judged(name), event(name)
    assert payload.destination == ACCOUNT
    assert len(payload.events) == len(ours)
    for theirs, own in zip(payload.events, ours, strict=True):
        if isinstance(own, Said | Noted):
            agree(own, theirs)
        else:
            assert theirs.source is None or theirs.source.type in ("group", "room")


def agree(ours: Said | Noted, theirs: Any) -> None:
    at = ours.sent_at if isinstance(ours, Said) else ours.at
    assert at == theirs.timestamp
    assert ours.identity == theirs.source.user_id
    if isinstance(ours, Noted):
        assert ours.target == theirs.unsend.message_id
        return
    assert ours.content.get("standby", False) == (theirs.mode.value == "standby")
    tokens = ours.content.get("tokens", {})
    assert tokens.get("reply") == getattr(theirs, "reply_token", tokens.get("reply"))
    if theirs.type == "message":
        same_message(ours, theirs.message)
    elif theirs.type == "postback":
        assert ours.content["reply"].get("payload") == theirs.postback.params
        assert ours.provider_id == theirs.webhook_event_id
    elif theirs.type == "follow":
        assert ours.content["unblocked"] == theirs.follow.is_unblocked
    else:
        assert ours.provider_id == theirs.webhook_event_id


def same_message(ours: Said, theirs: Any) -> None:
    assert theirs.type in TYPES
    assert (ours.provider_id, ours.type) == (theirs.id, theirs.type)
    assert ours.text == (getattr(theirs, "text", None) or "")
    assert ours.reply_to == getattr(theirs, "quoted_message_id", None)
    tokens = ours.content["tokens"]
    assert tokens.get("quote") == getattr(theirs, "quote_token", None)
    assert tokens.get("read") == theirs.mark_as_read_token
    if provider := getattr(theirs, "content_provider", None):
        external = provider.original_content_url
        assert ours.content["media"] == ({"url": external} if external else {"id": theirs.id})
    if theirs.type == "location":
        place = ours.content["latitude"], ours.content["longitude"], ours.content["name"]
        assert place == (theirs.latitude, theirs.longitude, theirs.title)
    if theirs.type == "file":
        media = ours.content["media"]
        assert (media["name"], media["size"]) == (theirs.file_name, theirs.file_size)
    if theirs.type == "sticker":
        sticker = ours.content["sticker"]
        assert (sticker["package_id"], sticker["sticker_id"]) == (
            theirs.package_id,
            theirs.sticker_id,
        )


def test_the_sdk_refuses_what_we_refuse() -> None:
    body = body_of(load("line", "text_message")).decode()
    with pytest.raises(errors.InvalidSignatureError):
        JUDGE.parse(body, "A" * 44)
    validator = sdk.SignatureValidator("another")
    assert not validator.validate(body, load("line", "text_message")["headers"]["x-line-signature"])
