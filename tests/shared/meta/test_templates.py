"""Templates as the Graph API tells them, and what fills their bodies."""

from typing import Any

import pytest

from shared.meta.templates import body, made

ORDER: dict[str, Any] = {
    "name": "order_ready",
    "language": "en",
    "status": "APPROVED",
    "category": "UTILITY",
    "components": [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "Hello {{2}}, {{1}} is ready."},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "URL", "url": "https://shop.example/"},
                {"type": "POSTBACK", "payload": "order_{{1}}"},
            ],
        },
    ],
}


def with_header(**header: Any) -> dict[str, Any]:
    return {**ORDER, "components": [{"type": "HEADER", **header}]}


def text(value: str, **more: str) -> dict[str, str]:
    return {"type": "text", "text": value, **more}


def test_what_a_template_takes_is_told_by_its_parts() -> None:
    found = made(ORDER, files_go_along=True)
    assert (found.slots, found.needs) == (["1", "2"], ["header:image", "button:1"])
    assert (found.quality, found.category) == ("UNKNOWN", "UTILITY")


@pytest.mark.parametrize(
    ("header", "along", "once"),
    [
        ({"format": "IMAGE"}, ["header:image"], []),
        ({"format": "TEXT", "text": "News"}, [], []),
        ({"format": "TEXT", "text": "News of {{1}}"}, ["header:text"], ["header:text"]),
        ({"format": "IMAGE", "text": "{{kind}}"}, ["header:image"], ["header:text"]),
    ],
)
def test_a_file_goes_with_each_message_or_once_with_the_template(
    header: dict[str, str], along: list[str], once: list[str]
) -> None:
    shown = with_header(**header)
    assert made(shown, files_go_along=True).needs == along
    assert made(shown, files_go_along=False).needs == once


def test_texts_fill_what_is_numbered_in_its_order() -> None:
    assert body({"body": ["a", "b"]}, {"slots": ["1", "2"]}) == [
        {"type": "body", "parameters": [text("a"), text("b")]}
    ]
    assert body({"body": ["a"]}, None) == [{"type": "body", "parameters": [text("a")]}]
    assert body({}, {"slots": ["1"]}) == []


def test_texts_fill_named_slots_by_their_names() -> None:
    named = [text("Ana", parameter_name="who"), text("42", parameter_name="order")]
    made_of_list = body({"body": ["Ana", "42"]}, {"slots": ["who", "order"]})
    made_of_names = body({"body": {"who": "Ana", "order": "42"}}, None)
    assert made_of_list == made_of_names == [{"type": "body", "parameters": named}]


def test_too_few_texts_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="shorter"):
        body({"body": ["a"]}, {"slots": ["1", "2"]})
