"""Choices are buttons while Telegram takes them, else words that can be typed."""

from typing import Any

import pytest

from tests.functions.telegram.taking import rendered


def choices(*titles: str, **more: Any) -> dict[str, Any]:
    return {"buttons": [{"id": f"id-{title}", "title": title, **more} for title in titles]}


def test_each_choice_is_a_button_on_a_row_of_its_own() -> None:
    call = rendered("interactive", "Keep it?", choices("Yes", "No"), reply_to="7001:12")
    assert call.params["text"] == "Keep it?"
    assert call.params["reply_parameters"]["message_id"] == 12
    assert call.params["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Yes", "callback_data": "id-Yes"}],
            [{"text": "No", "callback_data": "id-No"}],
        ]
    }


@pytest.mark.parametrize("identifier", ["a" * 64, "é" * 32, "🎉" * 16])
def test_64_bytes_of_data_fit(identifier: str) -> None:
    call = rendered("interactive", "Pick", {"buttons": [{"id": identifier, "title": "A"}]})
    ((button,),) = call.params["reply_markup"]["inline_keyboard"]
    assert button["callback_data"] == identifier


@pytest.mark.parametrize(
    "button",
    [
        {"id": "a" * 65, "title": "A"},
        {"id": "é" * 32 + "a", "title": "A"},
        {"id": "", "title": "A"},
        {"id": "a", "title": "A" * 65},
        {"id": "a", "title": "A", "description": "with more to say"},
    ],
)
def test_what_does_not_fit_is_numbered(button: dict[str, Any]) -> None:
    call = rendered("interactive", "Pick", {"buttons": [button, {"id": "b", "title": "B"}]})
    assert "reply_markup" not in call.params
    assert call.params["text"] == f"Pick\n\n1. {button['title']}\n2. B"


def test_a_hundred_buttons_are_shown_and_no_more() -> None:
    hundred = rendered("interactive", "Pick", choices(*map(str, range(100))))
    assert len(hundred.params["reply_markup"]["inline_keyboard"]) == 100
    more = rendered("interactive", "Pick", choices(*map(str, range(101))))
    assert more.params["text"].endswith("\n101. 100")
