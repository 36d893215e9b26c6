"""Choices: how a channel shows them, and what an answer in words means."""

import json
from dataclasses import replace
from typing import Any

import pytest

from shared.channels import WHATSAPP
from shared.wording import offering

LIMITS = WHATSAPP.limits
NONE = replace(LIMITS, buttons=0, list_rows=0)


def choices(*titles: str, **more: Any) -> dict[str, Any]:
    return {"buttons": [{"id": f"id{n}", "title": t, **more} for n, t in enumerate(titles, 1)]}


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (choices("Yes", "No"), "buttons"),
        (choices("1", "2", "3", "4"), "list"),
        (choices("a" * 21), "list"),
        (choices("Yes", description="of course"), "list"),
        (choices(*map(str, range(11))), "numbered"),
        (choices("a" * 25), "numbered"),
        (choices("Yes", "Yes"), "numbered"),
        ({"buttons": [{"id": "x" * 257, "title": "Yes"}]}, "numbered"),
    ],
)
def test_few_are_tapped_and_many_are_numbered(content: dict[str, Any], form: str) -> None:
    assert offering.form("Pick", content, LIMITS) == form


def test_a_channel_without_buttons_and_lists_numbers_them() -> None:
    assert offering.form("Pick", choices("Yes", "No"), NONE) == "numbered"
    rows = replace(NONE, list_rows=2, row_title=5)
    assert offering.form("Pick", choices("Yes", "No"), rows) == "list"


def test_above_them_there_must_be_words_and_not_too_many() -> None:
    assert offering.form("", choices("Yes"), LIMITS) == "numbered"
    assert offering.form("x" * 1025, choices("Yes"), LIMITS) == "numbered"


def test_numbered_they_stand_below_the_text() -> None:
    assert offering.numbered("Pick", choices("Yes", "No")) == "Pick\n\n1. Yes\n2. No"
    assert offering.numbered("", choices("Yes")) == "1. Yes"
    assert offering.numbered("Pick", choices("2", "1")) == "Pick\n\n1. 2\n2. 1"


def test_scores_stand_in_one_line_for_each_is_its_own_number() -> None:
    assert offering.numbered("How was it?", choices("1", "2", "3")) == "How was it?\n\n1, 2, 3"
    assert offering.numbered("Pick", {}) == "Pick"


@pytest.mark.parametrize(
    "text",
    [
        *("2", " 2 ", "2.", "2)", "(2)", "2:", "\u0662", "2\ufe0f\u20e3", "\u2461"),
        *("\uff12", "\uff12\uff09", "2\u3002"),
        *("No, thanks", "no,  THANKS\n", "\u200eNo, thanks"),
    ],
)
def test_its_number_or_its_title_chooses(text: str) -> None:
    choice = offering.chosen(text, choices("Yes", "No, thanks", payload="p"))
    assert choice is not None
    assert offering.may_choose(text)
    assert offering.reply(choice) == {
        "kind": "numbered",
        "id": "id2",
        "title": "No, thanks",
        "payload": "p",
    }


@pytest.mark.parametrize(
    "text", ["0", "3", "-1", "1.5", "2 please", "No", "", "1 2", "\u00b2", "9" * 9]
)
def test_anything_else_is_only_said(text: str) -> None:
    assert offering.chosen(text, choices("Yes", "No, thanks")) is None


def test_a_title_that_is_a_number_counts_before_the_place() -> None:
    assert (offering.chosen("1", choices("3", "2", "1")) or {})["id"] == "id3"


def test_one_of_two_equal_titles_is_not_guessed() -> None:
    assert offering.chosen("yes", choices("Yes", "YES")) is None
    assert (offering.chosen("2", choices("Yes", "YES")) or {})["id"] == "id2"


@pytest.mark.parametrize("text", ["", "  ", "1\n2", "x" * 81])
def test_what_cannot_be_a_choice_needs_no_look(text: str) -> None:
    assert not offering.may_choose(text)


def test_only_what_was_numbered_is_answered_by_number() -> None:
    def item(kind: str, content: str) -> dict[str, Any]:
        return {"type": kind, "text": "Pick", "content": content, "channel": "whatsapp"}

    many = json.dumps(choices(*map(str, range(11))))
    assert offering.is_numbered(item("interactive", many))
    assert not offering.is_numbered(item("interactive", '{"buttons": [{"id": "a", "title": "A"}]}'))
    assert not offering.is_numbered(item("text", many))
    assert not offering.is_numbered(item("interactive", "{}"))
