"""Templates and what fills them."""

from typing import Any

import pytest

from tests.functions.whatsapp.test_render import rendered


def components(slots: Any) -> Any:
    content = {"name": "order_ready", "language": "es", "slots": slots}
    made = rendered("template", "", content)["template"]
    assert (made["name"], made["language"]) == ("order_ready", {"code": "es"})
    return made.get("components")


def text(value: str) -> dict[str, str]:
    return {"type": "text", "text": value}


@pytest.mark.parametrize("slots", [None, [], {}])
def test_a_template_without_slots(slots: Any) -> None:
    assert components(slots) is None


def test_texts_fill_the_body_in_order() -> None:
    assert components(["Ana", "42"]) == [{"type": "body", "parameters": [text("Ana"), text("42")]}]


def test_names_fill_named_slots() -> None:
    named = {**text("Ana"), "parameter_name": "first_name"}
    made = components({"body": {"first_name": "Ana"}})
    assert made == [{"type": "body", "parameters": [named]}]


@pytest.mark.parametrize(
    ("header", "parameter"),
    [
        ("Order 42", text("Order 42")),
        ({"image": "https://a"}, {"type": "image", "image": {"link": "https://a"}}),
    ],
)
def test_the_header_takes_a_text_or_a_file(header: Any, parameter: dict[str, Any]) -> None:
    assert components({"header": header}) == [{"type": "header", "parameters": [parameter]}]


def test_buttons_keep_their_places() -> None:
    buttons = [
        {"kind": "quick_reply", "value": "CONFIRM_42"},
        None,
        {"kind": "url", "value": "orders/42"},
    ]
    assert components({"buttons": buttons}) == [
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": "0",
            "parameters": [{"type": "payload", "payload": "CONFIRM_42"}],
        },
        {"type": "button", "sub_type": "url", "index": "2", "parameters": [text("orders/42")]},
    ]


@pytest.mark.parametrize(
    ("media", "shown"),
    [
        ({"mime_type": "image/png", "id": "7", "name": "a.png"}, {"image": {"id": "7"}}),
        ({"mime_type": "video/mp4", "url": "https://a"}, {"video": {"link": "https://a"}}),
        (
            {"mime_type": "application/pdf", "id": "7", "name": "a.pdf"},
            {"document": {"id": "7", "filename": "a.pdf"}},
        ),
    ],
)
def test_a_file_is_shown_by_the_header_of_its_kind(
    media: dict[str, str], shown: dict[str, Any]
) -> None:
    content = {"name": "n", "language": "es", "slots": ["Ana"], "media": media}
    header, body = rendered("template", "", content)["template"]["components"]
    (kind,) = shown
    assert header == {"type": "header", "parameters": [{"type": kind, **shown}]}
    assert body["parameters"] == [text("Ana")]


def test_a_list_fills_named_slots_where_their_names_are_known() -> None:
    content = {"name": "n", "language": "es", "slots": ["Ana", "42"]}
    known = {"slots": ["first_name", "order"]}
    (body,) = rendered("template", "", content, template=known)["template"]["components"]
    names = [parameter["parameter_name"] for parameter in body["parameters"]]
    assert names == ["first_name", "order"]
