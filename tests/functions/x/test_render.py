"""Messages of ours in X's words."""

import json
from typing import Any

import pytest

from functions.x.render import render
from shared.channels import X
from shared.errors import MessageRejected
from tests.functions.x.reading import ANA


def rendered(kind: str, text: str = "", **content: Any) -> dict[str, Any]:
    return render({"type": kind, "text": text, "identity": ANA, "content": json.dumps(content)})


def refused(kind: str, text: str = "", **content: Any) -> str:
    with pytest.raises(MessageRejected) as caught:
        rendered(kind, text, **content)
    return caught.value.code


def test_a_text_is_a_text() -> None:
    assert rendered("text", "¿azul? 🎉 & <b>") == {"text": "¿azul? 🎉 & <b>"}
    assert render({"type": "text", "text": "a", "identity": ANA}) == {"text": "a"}


def test_a_file_goes_with_its_words_or_without() -> None:
    media = {"id": "1583157113245011970"}
    attachments = [{"media_id": "1583157113245011970"}]
    assert rendered("image", "new", media=media) == {"text": "new", "attachments": attachments}
    assert rendered("video", media=media) == {"attachments": attachments}
    assert refused("image", "new") == "no-file"


def test_choices_are_numbered_lines() -> None:
    buttons = [{"id": "a", "title": "Blue"}, {"id": "b", "title": "Red"}]
    said = rendered("interactive", "Which?", buttons=buttons)
    assert said == {"text": "Which?\n\n1. Blue\n2. Red"}
    assert refused("interactive", "Which?") == "no-choices"


def test_a_place_and_a_card_are_words() -> None:
    place: dict[str, Any] = {
        "latitude": 37.77,
        "longitude": -122.44,
        "name": "Pier",
        "address": "1 Quay",
    }
    said = rendered("location", **place)["text"]
    assert said == "Pier\n1 Quay\nhttps://www.openstreetmap.org/?mlat=37.77&mlon=-122.44"
    cards = [{"name": "Ana", "phones": ["+1"], "emails": ["a@b.c"]}, {"name": "Bo"}]
    assert rendered("contacts", contacts=cards)["text"] == "Ana\n+1\na@b.c\n\nBo"


@pytest.mark.parametrize("kind", ["reaction", "sticker", "template", "audio", "file", "event"])
def test_what_x_does_not_have_is_refused(kind: str) -> None:
    assert refused(kind, "a", media={"id": "1"}) == "unsupported-type"


def test_nothing_and_too_much_are_refused() -> None:
    longest = X.limits.text
    assert refused("text") == "empty"
    assert rendered("text", "a" * longest) == {"text": "a" * longest}
    assert refused("text", "a" * (longest + 1)) == "too-long"
    assert refused("image", "a" * (longest + 1), media={"id": "1"}) == "too-long"
