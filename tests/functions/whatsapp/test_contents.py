"""What we have no word for is kept as it came; what lacks its body is unreadable."""

from typing import Any

import pytest

from shared.messages import Said
from tests.functions.whatsapp.reading import read_message, said, unreadable


def test_what_we_have_no_word_for_is_kept_as_it_came() -> None:
    raw = {"id": "77", "depth": 3}
    assert said("unknown_type").content == {"kind": "hologram", "raw": raw}
    permission = said("call_permission_reply").content
    assert permission["kind"] == "interactive call_permission_reply"
    assert permission["raw"]["call_permission_reply"]["response"] == "accept"


def test_the_platforms_own_errors_are_shown_in_place_of_the_message() -> None:
    poll, image = said("unsupported_message"), said("media_failed")
    assert poll.content["kind"] == "poll_creation"
    assert poll.content["errors"][0]["code"] == "131051"
    assert image.content["kind"] == "image"
    assert image.content["errors"] == [
        {
            "code": "131052",
            "title": "Media download error",
            "detail": "Unable to download the media sent by the user.",
        }
    ]


def test_errors_beside_a_message_do_not_replace_it() -> None:
    found = read_message(errors=[{"code": 1, "title": "Late"}, "odd"])
    assert isinstance(found, Said)
    assert (found.type, found.text) == ("text", "Hola")
    assert found.content == {"errors": [{"code": "1", "title": "Late"}]}


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "image"},
        {"type": "image", "image": {"mime_type": "image/jpeg"}},
        {"type": "location", "location": {"latitude": "41", "longitude": 2}},
        {"type": "location", "location": {"latitude": True, "longitude": 2}},
        {"type": "contacts", "contacts": []},
        {"type": "contacts", "contacts": {"name": "Bob"}},
        {"type": "interactive", "interactive": {"type": "button_reply"}},
        {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {}}},
        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {}}},
        {"type": "button", "button": {}},
        {"type": "order", "order": {"catalog_id": "1", "product_items": []}},
    ],
    ids=str,
)
def test_a_known_type_without_its_body_is_unreadable(changed: dict[str, Any]) -> None:
    assert unreadable(read_message(**changed))
