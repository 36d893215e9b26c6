"""Texts in base64 are read; what only looks so is left alone."""

import base64

import pytest

from functions.sms.carriers import decoded
from tests.functions.sms.reading import event, said

WORDS = "La tienda abre de lunes a viernes, de nueve a ocho. ¿Podrían decirme algo más?"


def packed(text: bytes) -> str:
    return base64.b64encode(text).decode()


def test_a_long_text_in_base64_is_read_and_kept_as_it_came() -> None:
    text = WORDS.encode() + b" " * (-len(WORDS.encode()) % 3)
    (one,) = said(Body=packed(text))
    assert one.text == text.decode()
    assert one.content["as_received"] == packed(text)


def test_one_that_ends_within_a_letter_ends_before_it() -> None:
    (one,) = event("base64_text")
    assert one.text.endswith("“The Camp of the Saint")
    for tail in (b"\xe2", b"\xe2\x80", b"\xf0\x9f\x98"):
        raw = b"words " * 10 + tail
        assert decoded(packed(raw)) == "words " * 10


@pytest.mark.parametrize("end", ["é", "“", "😀", "a"])
def test_a_last_letter_that_is_whole_stays(end: str) -> None:
    text = "words " * 10 + end
    assert decoded(packed(text.encode())) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hola",
        packed(b"short words"),
        "a" * 64,
        packed(bytes(range(60))),
        packed(b"onewordonly" * 6),
        packed("слова ".encode() * 12),
        packed(b"words " * 10)[:-1],
        packed(b"words " * 10) + "!!!!",
        packed(b"\xff words" * 10),
    ],
)
def test_what_is_no_text_in_base64_is_left_alone(text: str) -> None:
    assert decoded(text) is None
    assert said(Body=text)[0].text == text
