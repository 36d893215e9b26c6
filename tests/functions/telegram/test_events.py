"""Each event of Telegram says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.telegram.reading import event, kind

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "album_first": "image",
    "album_second": "video",
    "animation_message": "video",
    "audio_message": "audio",
    "auto_delete_changed": "event",
    "blocked": "event",
    "bot_message": "done by a bot",
    "business_connection": "another kind of update",
    "business_message": "another kind of update",
    "channel_post": "another kind of update",
    "contact_of_another": "contacts",
    "contact_own": "contacts",
    "dice_message": "unsupported",
    "document_message": "file",
    "document_without_type": "file",
    "edited_caption": "edit",
    "edited_message": "edit",
    "forwarded": "text",
    "game_tap": "no data",
    "group_message": "not a private chat",
    "group_migrated": "not a private chat",
    "inline_query": "another kind of update",
    "live_location": "location",
    "live_location_moved": "edit",
    "location_message": "location",
    "photo_message": "image",
    "poll_message": "unsupported",
    "reaction": "reaction",
    "reaction_custom": "reaction",
    "reaction_removed": "reaction",
    "reactions_two": "reaction",
    "start": "text",
    "start_by_link": "text",
    "sticker_animated": "sticker",
    "sticker_message": "sticker",
    "sticker_video": "sticker",
    "tap": "interactive",
    "tap_on_forgotten": "interactive",
    "text_message": "text",
    "text_reply": "text",
    "unblocked": "event",
    "user_with_a_large_id": "text",
    "venue_message": "location",
    "video_message": "video",
    "video_note_message": "video",
    "voice_message": "audio",
}


def test_every_event_is_in_the_table() -> None:
    assert sorted(EVENTS) == names("telegram")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert kind(event(name)) == EVENTS[name]
