"""Choices to tap, as a keyboard or as numbered lines."""

from typing import Any

import pytest

from functions.viber.keyboards import keyboard, shown
from shared.channels import VIBER
from shared.errors import MessageRejected


def choices(*titles: str) -> list[dict[str, Any]]:
    return [{"id": f"c{n}", "title": title} for n, title in enumerate(titles)]


def test_each_choice_is_a_row_that_says_its_title() -> None:
    above, offered = shown("Which?", {"buttons": choices("Yes", "No")})
    assert above == "Which?"
    board = keyboard(offered)
    assert (board["Type"], board["DefaultHeight"]) == ("keyboard", False)
    assert board["Buttons"][0] == {
        "Columns": 6,
        "Rows": 1,
        "ActionType": "reply",
        "ActionBody": "Yes",
        "Text": "Yes",
    }


def test_a_title_is_words_and_not_markup() -> None:
    (button,) = keyboard(choices("<b>5 > 3 & 2"))["Buttons"]
    assert button["Text"] == "&lt;b&gt;5 &gt; 3 &amp; 2"
    assert button["ActionBody"] == "<b>5 > 3 & 2"


def test_the_longest_title_fits_even_in_markup() -> None:
    (button,) = keyboard(choices("&" * VIBER.limits.button_title))["Buttons"]
    assert len(button["Text"]) <= 300
    (plain,) = keyboard(choices("w" * VIBER.limits.button_title))["Buttons"]
    assert len(plain["Text"]) <= 250


def test_what_frames_and_explains_stands_in_the_text() -> None:
    described = [{"id": "a", "title": "Fast", "description": "tomorrow"}, *choices("Slow")]
    above, offered = shown("How?", {"header": "Hi", "footer": "Bye", "buttons": described})
    assert above == "Hi\nHow?\nFast: tomorrow\nBye"
    assert len(offered) == 2


@pytest.mark.parametrize(
    "buttons",
    [
        choices(*(f"Choice {n}" for n in range(VIBER.limits.buttons + 1))),
        choices("t" * (VIBER.limits.button_title + 1)),
        choices("Same", "Same"),
        [{"id": "i" * (VIBER.limits.button_id + 1), "title": "Yes"}],
    ],
)
def test_what_no_keyboard_shows_is_numbered(buttons: list[dict[str, Any]]) -> None:
    above, offered = shown("Which?", {"buttons": buttons})
    assert offered == ()
    assert above.startswith(f"Which?\n\n1. {buttons[0]['title']}")


def test_without_a_choice_there_is_nothing_to_send() -> None:
    with pytest.raises(MessageRejected):
        shown("Which?", {})
