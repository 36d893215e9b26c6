"""Each recorded event says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.rcs.reading import event, kind

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "agent_launched": ["unreadable"],
    "delivered": ["status: delivered"],
    "delivered_without_a_time": ["status: delivered"],
    "document_message": ["file"],
    "empty_text": ["text"],
    "expired": ["status: failed"],
    "expired_not_revoked": ["status: sent"],
    "foreign_agent": ["text"],
    "image_message": ["image"],
    "location_message": ["location"],
    "location_on_the_meridian": ["location"],
    "new_field": ["text"],
    "no_sender": ["unreadable"],
    "nothing_said": ["unreadable"],
    "published_vector": ["text"],
    "read": ["status: read"],
    "subscribed": ["event"],
    "suggested_action": ["interactive"],
    "suggested_reply": ["interactive"],
    "tap_as_an_event": ["interactive"],
    "text_message": ["text"],
    "text_us": ["text"],
    "time_of_another_zone": ["text"],
    "time_of_nanoseconds": ["text"],
    "time_without_fraction": ["text"],
    "typing": [],
    "unknown_event": ["unreadable"],
    "unknown_message": ["unsupported"],
    "unsubscribed": ["event"],
    "vcard_message": ["file"],
    "video_message": ["video"],
    "voice_message": ["audio"],
}


def test_every_event_is_in_the_list() -> None:
    assert sorted([*EVENTS, "handshake"]) == names("rcs")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert [kind(found) for found in event(name)] == EVENTS[name]
