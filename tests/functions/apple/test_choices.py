"""Choices to tap, and when they become a list or words."""

from typing import Any

import pytest

from functions.apple.choices import BID, interactive
from shared.errors import MessageRejected

LINK = {"url": "https://example.com/", "title": "Blue"}


def choices(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"c{n}", "title": f"Choice {n}", **more} for n in range(count)]


def data(made: Any) -> Any:
    assert made["type"] == "interactive"
    assert made["interactiveData"]["bid"] == BID
    return made["interactiveData"]["data"]


@pytest.mark.parametrize("count", [2, 5])
def test_two_to_five_are_quick_replies(count: int) -> None:
    told = data(interactive("Which?", {"buttons": choices(count)}, "r1"))
    assert told == {
        "version": "1.0",
        "requestIdentifier": "r1",
        "quick-reply": {
            "summaryText": "Which?",
            "items": [{"identifier": f"c{n}", "title": f"Choice {n}"} for n in range(count)],
        },
    }


@pytest.mark.parametrize(
    "buttons", [choices(1), choices(6), choices(20), choices(2, description="why")]
)
def test_any_others_are_a_list(buttons: list[dict[str, Any]]) -> None:
    made = interactive("Which?", {"buttons": buttons, "header": "A", "footer": "Z"}, "r1")
    (section,) = data(made)["listPicker"]["sections"]
    assert [item["identifier"] for item in section["items"]] == [b["id"] for b in buttons]
    assert [item["order"] for item in section["items"]] == list(range(len(buttons)))
    assert [item.get("subtitle") for item in section["items"]] == [
        b.get("description") for b in buttons
    ]
    assert made
    assert made["interactiveData"]["receivedMessage"]["title"] == "A\nWhich?\nZ"


def test_a_long_title_needs_a_list_and_a_longer_one_words() -> None:
    longer, longest = "x" * 25, "x" * 81
    both = [{"id": "a", "title": longer}, {"id": "b", "title": "b"}]
    assert "listPicker" in data(interactive("Which?", {"buttons": both}, "r1"))
    both[0]["title"] = longest
    assert interactive("Which?", {"buttons": both}, "r1") is None


def test_too_many_are_words() -> None:
    assert interactive("Which?", {"buttons": choices(21)}, "r1") is None


def test_nothing_to_choose_from_is_refused() -> None:
    with pytest.raises(MessageRejected):
        interactive("Which?", {}, "r1")


def test_a_link_with_a_picture_is_rich() -> None:
    image = {"data": "AAAA", "mime_type": "image/png"}
    assert interactive("", {"rich_link": {**LINK, "image": image}}, "r1") == {
        "type": "richLink",
        "richLinkData": {
            **LINK,
            "assets": {"image": {"data": "AAAA", "mimeType": "image/png"}},
        },
    }


def test_a_link_without_a_picture_is_a_text() -> None:
    made = interactive("", {"rich_link": LINK}, "r1")
    assert made == {"type": "text", "body": "Blue\nhttps://example.com/"}


def test_a_link_over_an_open_line_is_refused() -> None:
    with pytest.raises(MessageRejected):
        interactive("", {"rich_link": {**LINK, "url": "http://example.com/"}}, "r1")
