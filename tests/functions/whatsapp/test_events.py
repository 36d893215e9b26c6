"""Each event of WhatsApp says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.whatsapp.reading import event, kind

# Each event with what it says; a new event needs a line here.
EVENTS: dict[str, list[str]] = {
    "account_reinstated": ["warned"],
    "account_restricted": ["warned"],
    "account_violation": ["warned"],
    "ad_referral": ["text"],
    "batch_of_50_one_unreadable": ["text"] * 24 + ["no timestamp"] + ["text"] * 25,
    "button_reply": ["interactive"],
    "call_permission_reply": ["unsupported"],
    "contacts_message": ["contacts"],
    "document_message": ["file"],
    "echo": ["text"],
    "echo_edited": ["edit"],
    "echo_reaction": ["reaction"],
    "echo_revoked": ["revoke"],
    "edited_caption": ["edit"],
    "edited_message": ["edit"],
    "foreign_number": ["text"],
    "form_reply": ["interactive"],
    "forwarded": ["text"],
    "group_message": ["group message"],
    "image_message": ["image"],
    "list_reply": ["interactive"],
    "location_message": ["location"],
    "media_failed": ["unsupported"],
    "number_changed": ["event"],
    "number_flagged": ["warned"],
    "number_throughput": [],
    "number_unflagged": ["warned"],
    "order": ["interactive"],
    "phone_only": ["text"],
    "platform_errors": ["errors of the platform"],
    "product_question": ["text"],
    "reaction": ["reaction"],
    "reaction_removed": ["reaction"],
    "revoked_message": ["revoke"],
    "several_people": ["text"] * 3,
    "status_deleted": ["revoke"],
    "status_failed": ["status"],
    "status_of_group": ["status of a group message"],
    "statuses": ["status"] * 4,
    "sticker_message": ["sticker"],
    "template_button": ["interactive"],
    "text_message": ["text"],
    "text_reply": ["text"],
    "unknown_field": ["no timestamp"],
    "unknown_type": ["unsupported"],
    "unsupported_message": ["unsupported"],
    "user_id_changed": ["event"],
    "user_id_in_from": ["text"],
    "user_preferences": ["event"],
    "user_preferences_resumed": ["event"],
    "username_only": ["text"],
    "video_message": ["video"],
    "voice_message": ["audio"],
}


def test_every_event_but_the_handshake_is_in_the_table() -> None:
    assert sorted({*EVENTS, "handshake"}) == names("whatsapp")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert [kind(found) for found in event(name)] == EVENTS[name]
