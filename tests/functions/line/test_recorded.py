"""Each event of LINE says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.line.reading import event, kind

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "account_link": ["event"],
    "account_link_failed": ["event"],
    "audio_message": ["audio"],
    "batch_of_several_people": [
        *["text"] * 4,
        "no id",
        "revoke",
        "unsupported",
        *["text"] * 5,
    ],
    "beacon": ["unsupported"],
    "bot_suspended": ["no source"],
    "file_message": ["file"],
    "follow": ["event"],
    "follow_unblocked": ["event"],
    "foreign_account": ["text"],
    "group_message": ["group message"],
    "image_external": ["image"],
    "image_message": ["image"],
    "image_set": ["image", "image"],
    "join": ["group message"],
    "leave": ["group message"],
    "location_message": ["location"],
    "member_joined": ["group message"],
    "member_left": ["group message"],
    "membership": ["unsupported"],
    "message_sticker": ["sticker"],
    "postback": ["interactive"],
    "postback_datetime": ["interactive"],
    "postback_elsewhere": ["interactive"],
    "postback_rich_menu": ["interactive"],
    "redelivery": ["text"],
    "room_message": ["group message"],
    "standby": ["text"],
    "sticker_message": ["sticker"],
    "text_message": ["text"],
    "text_reply": ["text"],
    "things": ["unsupported"],
    "unfollow": ["event"],
    "unknown_message": ["unsupported"],
    "unsend": ["revoke"],
    "verify_button": [],
    "video_message": ["video"],
    "video_watched": ["event"],
}


def test_every_event_is_in_the_table() -> None:
    assert sorted(EVENTS) == names("line")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert [kind(found) for found in event(name)] == EVENTS[name]
