"""Choices as buttons, as a list, or as words, whatever WhatsApp can show."""

from typing import Any

import pytest

from shared.errors import MessageRejected
from tests.functions.whatsapp.test_render import rendered


def choices(*titles: str, **more: Any) -> dict[str, Any]:
    return {"buttons": [{"id": f"id{n}", "title": t} for n, t in enumerate(titles)], **more}


def test_three_short_ones_are_buttons() -> None:
    made = rendered("interactive", "Keep it?", choices("Yes", "No", "Later"))["interactive"]
    assert (made["type"], made["body"]) == ("button", {"text": "Keep it?"})
    assert made["action"]["buttons"][0] == {"type": "reply", "reply": {"id": "id0", "title": "Yes"}}
    assert len(made["action"]["buttons"]) == 3


@pytest.mark.parametrize(
    "content",
    [
        choices("1", "2", "3", "4"),
        choices("a" * 24, "b"),
        {"buttons": [{"id": "a", "title": "Tue", "description": "d" * 80}]},
    ],
    ids=["more", "longer", "explained"],
)
def test_more_or_longer_ones_are_a_list(content: dict[str, Any]) -> None:
    made = rendered("interactive", "Pick", {**content, "label": "Slots"})["interactive"]
    assert (made["type"], made["action"]["button"]) == ("list", "Slots")
    (section,) = made["action"]["sections"]
    assert [row["title"] for row in section["rows"]] == [b["title"] for b in content["buttons"]]
    assert all(len(row.get("description", "")) <= 72 for row in section["rows"])


def test_a_list_opens_without_words_of_its_own() -> None:
    made = rendered("interactive", "Pick", choices(*"abcd"))["interactive"]
    assert 0 < len(made["action"]["button"]) <= 20


@pytest.mark.parametrize(
    "content",
    [choices(*(str(n) for n in range(11))), choices("a" * 25), choices("Yes", "Yes")],
    ids=["too many", "too long", "the same twice"],
)
def test_what_cannot_be_tapped_is_numbered(content: dict[str, Any]) -> None:
    body = rendered("interactive", "Pick", content)
    lines = body["text"]["body"].split("\n")
    assert lines[:3] == ["Pick", "", f"1. {content['buttons'][0]['title']}"]
    assert len(lines) == 2 + len(content["buttons"])


def test_above_buttons_there_is_room_for_1024_characters() -> None:
    assert rendered("interactive", "a" * 1024, choices("Yes"))["type"] == "interactive"
    assert rendered("interactive", "a" * 1025, choices("Yes"))["type"] == "text"
    with pytest.raises(MessageRejected):
        rendered("interactive", "a" * 4096, choices("Yes"))


def test_header_and_footer_stand_around_it() -> None:
    made = rendered("interactive", "Pick", choices("Yes", header="Order", footer="f" * 61))
    assert made["interactive"]["header"] == {"type": "text", "text": "Order"}
    assert made["interactive"]["footer"] == {"text": "f" * 60}
