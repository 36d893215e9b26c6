"""Each event of Instagram says what it should, and each is there for a reason."""

import pytest

from tests.events import names
from tests.functions.instagram.reading import event
from tests.functions.messenger_platform.reading import kind

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "ad_message": ["text"],
    "audio_message": ["audio"],
    "batch_of_50_one_unreadable": ["text"] * 24 + ["no timestamp"] + ["text"] * 25,
    "comment": ["not about a message: comments"],
    "control_passed": ["event"],
    "echo": ["text"],
    "file_message": ["file"],
    "ice_breaker": ["interactive"],
    "image_message": ["image"],
    "like_heart": ["text"],
    "live_comment_without_list": ["nothing in it"],
    "message_edit": ["edit"],
    "product_question": ["text"],
    "quick_reply": ["interactive"],
    "reaction": ["reaction"],
    "reaction_removed": ["reaction"],
    "referral": ["event"],
    "reply": ["text"],
    "seen": ["status"],
    "several_images": ["image", "image"],
    "shared_post": ["file"],
    "shared_reel": ["file"],
    "standby_message": ["text"],
    "story_mention": ["file"],
    "story_reply": ["text"],
    "text_message": ["text"],
    "to_itself": ["no customer"],
    "two_accounts": ["text", "text"],
    "unsent_message": ["revoke"] * 10,
    "unsupported_message": ["unsupported"],
    "video_message": ["video"],
    "wrapped_message": ["text"],
}


def test_every_event_but_the_handshake_is_in_the_table() -> None:
    assert sorted({*EVENTS, "handshake"}) == names("instagram")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    assert [kind(found) for found in event(name)] == EVENTS[name]
