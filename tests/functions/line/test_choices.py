"""Choices: a template, quick replies or words, and nothing the author wrote is lost."""

from typing import Any

import pytest

from functions.line.choices import interactive
from shared.errors import MessageRejected
from shared.wording.splitting import length


def choices(*titles: str) -> dict[str, Any]:
    return {"buttons": [{"id": title.lower(), "title": title} for title in titles]}


def test_a_few_are_a_template_that_stays_in_the_chat() -> None:
    assert interactive("Keep it?", choices("Yes", "No")) == {
        "type": "template",
        "altText": "Keep it?\n\n1. Yes\n2. No",
        "template": {
            "type": "buttons",
            "text": "Keep it?",
            "actions": [
                {
                    "type": "postback",
                    "label": title,
                    "data": f"id={title.lower()}&title={title}",
                    "displayText": title,
                }
                for title in ("Yes", "No")
            ],
        },
    }


@pytest.mark.parametrize(("text", "count"), [("x", 5), ("x", 13), ("x" * 161, 2), ("🎉" * 161, 1)])
def test_more_or_longer_are_quick_replies(text: str, count: int) -> None:
    body = interactive(text, choices(*(f"No. {n}" for n in range(count))))
    assert (body["type"], body["text"]) == ("text", text)
    items = body["quickReply"]["items"]
    assert [item["action"]["label"] for item in items] == [f"No. {n}" for n in range(count)]
    assert {item["type"] for item in items} == {"action"}


@pytest.mark.parametrize(
    "content",
    [
        choices(*(f"No. {n}" for n in range(14))),
        choices("x" * 21),
        choices("🎉" * 21),
        {"buttons": [{"id": "x" * 151, "title": "x"}]},
    ],
)
def test_what_nobody_could_tap_is_numbered(content: dict[str, Any]) -> None:
    body = interactive("Pick", content)
    assert body["type"] == "text"
    assert "quickReply" not in body
    assert body["text"].startswith("Pick\n\n1. ")


def test_emoji_on_buttons_are_one_character_each() -> None:
    body = interactive("🎉" * 160, choices("🎉" * 20))
    assert body["type"] == "template"


def test_whatever_is_tapped_fits_into_what_line_carries() -> None:
    whole = interactive("x", {"buttons": [{"id": "🎉" * 150, "title": "y" * 20}]})
    data = whole["template"]["actions"][0]["data"]
    assert length(data, "utf16") <= 300


def test_without_a_prompt_there_are_only_numbers() -> None:
    assert interactive("", choices("Yes"))["text"] == "1. Yes"


def test_header_footer_and_descriptions_are_part_of_the_text() -> None:
    content = {
        "header": "Sizes",
        "footer": "until Friday",
        "buttons": [{"id": "m", "title": "M", "description": "40 to 42"}],
    }
    text = interactive("Which one?", content)["template"]["text"]
    assert text == "Sizes\nWhich one?\nuntil Friday\nM: 40 to 42"


def test_the_words_for_who_sees_no_template_fit() -> None:
    body = interactive("x" * 160, choices(*("y" * 19 + str(n) for n in range(4))))
    assert length(body["altText"], "utf16") <= 400


def test_a_layout_of_its_own_is_sent_as_it_stands() -> None:
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
    flex = {"alt_text": "Your order", "contents": bubble}
    assert interactive("", {"flex": flex}) == {
        "type": "flex",
        "altText": "Your order",
        "contents": bubble,
    }
    assert interactive("Order", {"flex": {"contents": bubble}})["altText"] == "Order"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("x", {}),
        ("x", {"buttons": []}),
        ("", {"flex": {"contents": {}}}),
        ("x" * 5001, choices("a")),
    ],
)
def test_nothing_to_offer_is_refused(text: str, content: dict[str, Any]) -> None:
    with pytest.raises(MessageRejected):
        interactive(text, content)
