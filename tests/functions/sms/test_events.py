"""Each event of Twilio says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.sms.reading import event, kind

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "asked_for_help": ["event"],
    "base64_text": ["text"],
    "document_message": ["file"],
    "empty_text": ["text"],
    "foreign_number": ["text"],
    "from_a_name": ["text"],
    "from_a_short_code": ["text"],
    "image_message": ["image"],
    "long_text": ["text"],
    "new_parameter": ["text"],
    "opted_in": ["event"],
    "opted_out": ["event"],
    "repeated_parameter": ["text"],
    "several_files": ["image", "file", "image"],
    "start_by_default": ["event"],
    "status_canceled": ["status: failed"],
    "status_delivered": ["status: delivered"],
    "status_failed": ["status: failed"],
    "status_from_a_name": ["status: delivered"],
    "status_queued": ["status: sent"],
    "status_read": ["status: read"],
    "status_sent": ["status: sent"],
    "status_undelivered": ["status: failed"],
    "status_without_our_id": ["status: delivered"],
    "stop_by_default": ["event"],
    "text_message": ["text"],
    "to_a_messaging_service": ["text"],
    "to_a_short_code": ["text"],
    "url_with_a_query": ["text"],
    "video_message": ["video"],
    "voice_message": ["audio"],
}
UNREADABLE = ("json_body", "no_message", "status_unknown", "whatsapp_address")


def test_every_event_is_in_one_of_the_lists() -> None:
    assert sorted([*EVENTS, *UNREADABLE]) == names("sms")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert [kind(found) for found in event(name)] == EVENTS[name]


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_text_message_is_not_read_as_one(name: str) -> None:
    with pytest.raises(ValueError, match=r"^(no|unknown) "):
        event(name)
