"""What fills a template's slots, and what the platform would refuse."""

from typing import Any

import pytest

from shared.templates.slots import filled, header_of, misfit

TWO: dict[str, Any] = {"status": "APPROVED", "slots": ["1", "2"], "needs": []}
NAMED: dict[str, Any] = {"slots": ["first_name"]}
LINK: dict[str, Any] = {"slots": [], "needs": ["button:1"]}
TITLED: dict[str, Any] = {"slots": [], "needs": ["header:text"]}
SHOWN: dict[str, Any] = {"slots": [], "needs": ["header:image"]}
BUTTON = {"kind": "url", "value": "42"}


@pytest.mark.parametrize(
    ("template", "slots", "file"),
    [
        (TWO, ["Ana", "42"], ""),
        (TWO, {"body": ["Ana", "42"]}, ""),
        (NAMED, {"body": {"first_name": "Ana"}}, ""),
        (LINK, {"buttons": [None, BUTTON]}, ""),
        (TITLED, {"header": "Order 42"}, ""),
        (SHOWN, [], "image"),
        (SHOWN, {"header": {"image": "https://a"}}, ""),
        ({"status": "APPROVED"}, ["who", "knows"], ""),
    ],
)
def test_what_fits(template: dict[str, Any], slots: Any, file: str) -> None:
    assert misfit(template, slots, file) is None


@pytest.mark.parametrize(
    ("template", "slots", "file", "why"),
    [
        (TWO, ["Ana"], "", "2 slots, not 1"),
        ({**TWO, "status": "PAUSED"}, ["Ana", "42"], "", "is paused"),
        (NAMED, {"body": {"name": "Ana"}}, "", "slots are first_name"),
        (LINK, {"buttons": [BUTTON, None]}, "", "button:1"),
        (TITLED, [], "", "header:text"),
        (TITLED, [], "image", "header:text"),
        (SHOWN, {"header": "words"}, "", "header:image"),
        (SHOWN, [], "video", "header:image"),
        (TWO, ["Ana", "42"], "image", "takes nothing"),
        (TWO, {"body": ["Ana", "42"], "header": "words"}, "", "takes nothing"),
    ],
)
def test_what_does_not_fit_says_why(
    template: dict[str, Any], slots: Any, file: str, why: str
) -> None:
    assert why in (misfit(template, slots, file) or "")


@pytest.mark.parametrize(
    ("content_type", "header"),
    [
        ("image/png", "image"),
        ("Video/mp4", "video"),
        ("application/pdf", "document"),
        ("audio/ogg", "document"),
    ],
)
def test_each_file_has_its_header(content_type: str, header: str) -> None:
    assert header_of(content_type) == header


@pytest.mark.parametrize(
    ("template", "slots", "values"),
    [
        (TWO, ["Ana", "42"], {"1": "Ana", "2": "42"}),
        (TWO, {"body": ["Ana", "42"], "buttons": [BUTTON]}, {"1": "Ana", "2": "42"}),
        (NAMED, ["Ana"], {"first_name": "Ana"}),
        (NAMED, {"body": {"first_name": "Ana"}}, {"first_name": "Ana"}),
        (None, ["Ana", "42"], {"1": "Ana", "2": "42"}),
        ({"status": "APPROVED"}, ["Ana"], {"1": "Ana"}),
        (LINK, {"buttons": [None, BUTTON]}, {}),
    ],
)
def test_each_slot_is_filled_by_its_name_or_place(
    template: dict[str, Any] | None, slots: Any, values: dict[str, str]
) -> None:
    assert filled(template, slots) == values


def test_what_fills_no_slot_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="longer"):
        filled(NAMED, ["Ana", "42"])
