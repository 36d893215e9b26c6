"""Media, places and contact cards of WhatsApp keep what is needed to show and fetch them."""

from typing import Any

import pytest

from tests.functions.whatsapp.reading import said

SHA = "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="


@pytest.mark.parametrize(
    ("name", "type_", "text", "media"),
    [
        (
            "image_message",
            "image",
            "It came broken",
            {
                "id": "1003383421387256",
                "mime_type": "image/jpeg",
                "url": "https://lookaside.fbsbx.com/whatsapp_business/attachments/"
                "?mid=1003383421387256&source=webhook",
            },
        ),
        (
            "video_message",
            "video",
            "The noise it makes",
            {"id": "1003383421387257", "mime_type": "video/mp4"},
        ),
        (
            "voice_message",
            "audio",
            "",
            {"id": "1003383421387258", "mime_type": "audio/ogg; codecs=opus", "voice": True},
        ),
        (
            "document_message",
            "file",
            "",
            {"id": "1003383421387259", "mime_type": "application/pdf", "name": "invoice 42.pdf"},
        ),
        (
            "sticker_message",
            "sticker",
            "",
            {"id": "1003383421387260", "mime_type": "image/webp", "animated": False},
        ),
    ],
)
def test_media_are_named_and_their_caption_is_the_text(
    name: str, type_: str, text: str, media: dict[str, Any]
) -> None:
    found = said(name)
    assert (found.type, found.text) == (type_, text)
    assert found.content == {"media": {**media, "sha256": SHA}}


def test_a_place_has_numbers() -> None:
    content = said("location_message").content
    assert (content["latitude"], content["longitude"]) == (41.4036299, 2.1743558)
    assert content["name"] == "Sagrada Família"
    assert content["address"] == "Carrer de Mallorca, 401"


def test_a_contact_card_keeps_its_numbers() -> None:
    bob = {"name": "Bob Doe", "phones": ["+1 555 0100"], "emails": ["bob@example.com"]}
    assert said("contacts_message").content == {"contacts": [bob]}
