"""Each event of Messenger says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.messenger.reading import event
from tests.functions.messenger_platform.reading import kind

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "account_linked": ["event"],
    "account_unlinked": ["event"],
    "ad_message": ["text"],
    "app_roles": ["about the account: app_roles"],
    "audio_message": ["audio"],
    "batch_of_50_one_unreadable": ["text"] * 24 + ["no timestamp"] + ["text"] * 25,
    "command": ["text"],
    "control_passed": ["event"],
    "control_requested": ["event"],
    "control_taken": ["event"],
    "deleted_message": ["revoke"] * 10,
    "delivery": ["status", "status", "watermark"],
    "delivery_without_mids": ["watermark"],
    "echo_of_another_app": ["unsupported"],
    "echo_of_ours": ["status"],
    "echo_of_the_inbox": ["text"],
    "feed_change": ["not about a message: feed"],
    "field_of_the_dashboard": ["text"],
    "file_message": ["file"],
    "get_started": ["interactive"],
    "image_message": ["image"],
    "location_message": ["location"],
    "marketing_opt_in": ["event"],
    "marketing_opt_out": ["event"],
    "message_edit": ["edit"],
    "message_edit_number_as_text": ["edit"],
    "optin": ["event"],
    "optin_by_user_ref": ["nobody is named"],
    "policy_enforcement": ["about the account: policy_enforcement"],
    "postback": ["interactive"],
    "postback_without_id": ["interactive"],
    "product_question": ["text"],
    "product_template": ["unsupported"],
    "quick_reply": ["interactive"],
    "reaction": ["reaction"],
    "reaction_of_ours": ["reaction"],
    "reaction_removed": ["reaction"],
    "read": ["watermark"],
    "reel": ["file"],
    "referral": ["event"],
    "reply": ["text"],
    "several_images": ["image"] * 3,
    "shared_link": ["text"],
    "standby_message": ["text"],
    "standby_postback": ["interactive"],
    "sticker_in_transition": ["sticker"],
    "text_message": ["text"],
    "thumbs_up": ["sticker"],
    "two_pages": ["text", "text"],
    "unknown_attachment": ["unsupported"],
    "unknown_kind": ["unsupported"],
    "unsupported_message": ["unsupported"],
    "unsupported_share": ["unsupported"],
    "video_message": ["video"],
}


def test_every_event_but_the_handshake_is_in_the_table() -> None:
    assert sorted({*EVENTS, "handshake"}) == names("messenger")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert [kind(found) for found in event(name)] == EVENTS[name]
