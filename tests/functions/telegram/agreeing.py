"""What must be the same in our reading of an update and in python-telegram-bot's."""

from typing import Any

from telegram import Message, MessageReactionUpdated, Update

from shared.messages import Noted, Said

FILES = ("voice", "animation", "document", "video", "video_note", "audio", "sticker")


def agree(ours: Said | Noted, theirs: Update) -> None:
    assert theirs.effective_chat
    assert ours.identity == str(theirs.effective_chat.id)
    if isinstance(ours, Said):
        assert theirs.effective_user is None or ours.name == theirs.effective_user.full_name
    if theirs.message:
        same_message(ours, theirs.message)
    elif theirs.callback_query:
        same_tap(ours, theirs.callback_query)
    elif theirs.edited_message:
        same_edit(ours, theirs.edited_message)
    elif theirs.my_chat_member:
        same_membership(ours, theirs.my_chat_member)
    else:
        assert theirs.message_reaction
        same_reaction(ours, theirs.message_reaction)


def milliseconds(moment: Any) -> int:
    return int(moment.timestamp()) * 1000


def same_message(ours: Any, theirs: Message) -> None:
    assert ours.provider_id == f"{theirs.chat_id}:{theirs.message_id}"
    assert ours.sent_at == milliseconds(theirs.date)
    quoted = theirs.reply_to_message
    assert ours.reply_to == (f"{theirs.chat_id}:{quoted.message_id}" if quoted else None)
    assert ours.content.get("album") == theirs.media_group_id
    assert ("context" in ours.content) == (theirs.forward_origin is not None)
    same_content(ours.text, ours.content, theirs)


def same_content(text: str, content: Any, theirs: Message) -> None:
    assert text == (theirs.text or theirs.caption or "")
    file = next((found for name in FILES if (found := getattr(theirs, name))), None)
    if theirs.photo:
        assert content["media"]["id"] == theirs.photo[1].file_id  # the largest stands second
    if file:
        assert content["media"]["id"] == file.file_id
        told = getattr(file, "mime_type", None)
        assert told is None or content["media"]["mime_type"] == told
        assert content["media"].get("name") == getattr(file, "file_name", None)
    place = theirs.venue.location if theirs.venue else theirs.location
    if place:
        assert (content["latitude"], content["longitude"]) == (place.latitude, place.longitude)
    if theirs.contact:
        (card,) = content["contacts"]
        assert card["phones"] == [theirs.contact.phone_number]
        own = theirs.contact.user_id == (theirs.from_user.id if theirs.from_user else None)
        assert card.get("own", False) == own


def same_edit(ours: Any, theirs: Message) -> None:
    assert ours.what == "edit"
    assert ours.target == f"{theirs.chat_id}:{theirs.message_id}"
    assert ours.at == milliseconds(theirs.edit_date)
    same_content(ours.data["text"], ours.data["content"], theirs)


def same_tap(ours: Any, theirs: Any) -> None:
    assert ours.provider_id == theirs.id
    assert ours.content["reply"]["id"] == theirs.data
    assert ours.reply_to == f"{theirs.message.chat.id}:{theirs.message.message_id}"
    if theirs.message.is_accessible:
        keys = [key for row in theirs.message.reply_markup.inline_keyboard for key in row]
        assert ours.text in [key.text for key in keys if key.callback_data == theirs.data]


def same_membership(ours: Any, theirs: Any) -> None:
    assert ours.sent_at == milliseconds(theirs.date)
    blocked = theirs.new_chat_member.status == "kicked"
    assert ours.content == {"event": "blocked" if blocked else "unblocked"}


def same_reaction(ours: Any, theirs: MessageReactionUpdated) -> None:
    assert ours.target == f"{theirs.chat.id}:{theirs.message_id}"
    assert ours.at == milliseconds(theirs.date)
    emojis = [getattr(one, "emoji", None) for one in theirs.new_reaction]
    assert bool(ours.data["emoji"]) == bool(emojis)
    if None not in emojis:
        assert ours.data["emoji"] == "".join(map(str, emojis))
