"""Each event of Viber says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.viber.reading import event, kind

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "action": ["unknown event"],
    "button": ["interactive"],
    "client_status": ["event"],
    "contact_message": ["contacts"],
    "conversation_started": ["event"],
    "conversation_started_by_a_link": ["event"],
    "delivered": ["status"],
    "delivered_elsewhere": ["status"],
    "empty_text": ["no text"],
    "failed": ["status"],
    "file_message": ["file"],
    "inline_message": ["group message"],
    "location_message": ["location"],
    "not_a_button": ["text"],
    "picture_message": ["image"],
    "picture_without_words": ["image"],
    "seen": ["status"],
    "signed_in_the_query": ["text"],
    "sticker_message": ["sticker"],
    "subscribed": ["event"],
    "text_after_ours": ["text"],
    "text_message": ["text"],
    "text_with_tracking_of_others": ["text"],
    "unknown_message": ["unsupported"],
    "unsubscribed": ["event"],
    "url_message": ["text"],
    "url_with_words": ["text"],
    "video_message": ["video"],
    "webhook": [],
    "without_a_name": ["text"],
}


def test_every_event_is_in_the_table() -> None:
    assert sorted(EVENTS) == names("viber")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert [kind(found) for found in event(name)] == EVENTS[name]
