"""Each event of Apple says what it should, and each is there for a reason."""

import pytest

from tests.events import load, names
from tests.functions.apple.reading import event, kind

pytestmark = pytest.mark.usefixtures("the_time")

# Each event with what it says; a new event needs a line here.
EVENTS = {
    "audio_message": ["audio"],
    "authentication": ["unsupported"],
    "close": ["event"],
    "contact_card": ["file"],
    "foreign_business": ["text"],
    "image_message": ["image"],
    "image_with_words": ["image"],
    "large_selection": ["file"],
    "list_reply": ["interactive"],
    "list_reply_of_several": ["interactive"],
    "no_json": None,
    "one_broken_attachment": ["image", "attachment: no key"],
    "other_header": None,
    "own_app": ["unsupported"],
    "payment": ["unsupported"],
    "quick_reply": ["interactive"],
    "repeated": ["text"],
    "rich_link": ["text"],
    "several_files": ["image", "video", "file"],
    "text_at_the_base_path": ["text"],
    "text_message": ["text"],
    "text_not_zipped": ["text"],
    "time_reply": ["interactive"],
    "typing_end": [],
    "typing_start": [],
    "unknown_type": ["unsupported"],
}


def test_every_event_is_in_the_table() -> None:
    assert sorted(EVENTS) == names("apple")


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_says_what_it_should(name: str) -> None:
    expected = EVENTS[name]
    if expected is None:
        with pytest.raises(ValueError):
            event(name)
        return
    assert [kind(found) for found in event(name)] == expected


def test_they_come_as_the_gateway_hands_them_over() -> None:
    """What is in gzip is bytes to it, so it comes in base64."""
    zipped = [name for name in names("apple") if load("apple", name)["isBase64Encoded"]]
    assert sorted({*names("apple")} - {*zipped}) == ["text_not_zipped"]
