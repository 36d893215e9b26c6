"""What reads as one character is never parted; what does not may be."""

import pytest

from shared.wording.graphemes import joined

TOGETHER = {
    "an accent": "e\u0301",
    "many accents": "o\u0308\u0323\u0331",
    "a variation selector": "\u2764\ufe0f",
    "a keycap": "1\ufe0f\u20e3",
    "a skin tone": "\U0001f44d\U0001f3fd",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a rainbow flag": "\U0001f3f3\ufe0f\u200d\U0001f308",
    "a flag": "\U0001f1ea\U0001f1f8",
    "the flag of a region": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e007f",
    "a syllable in parts": "\u1112\u1161\u11ab",
    "an open syllable and what ends it": "\uac00\u11a8",
    "a Tamil vowel sign": "\u0ba8\u0bbf",
    "a Devanagari conjunct": "\u0915\u094d\u0937",
    "a voiced narrow kana": "\uff76\uff9e",
    "an end of line": "\r\n",
}
APART = {
    "letters": "ab",
    "two smileys": "\U0001f600\U0001f600",
    "two syllables": "\uac00\uac01",
    "a closed syllable and a vowel": "\uac01\u1161",
    "two characters of Chinese": "\u4f60\u597d",
}


@pytest.mark.parametrize("text", TOGETHER.values(), ids=TOGETHER)
def test_it_reads_as_one(text: str) -> None:
    assert [joined(text, at) for at in range(1, len(text))] == [True] * (len(text) - 1)
    assert not joined(text + text, len(text))


@pytest.mark.parametrize("text", APART.values(), ids=APART)
def test_it_reads_as_two(text: str) -> None:
    assert not joined(text, 1)


def test_flags_are_pairs() -> None:
    three = "\U0001f1ea\U0001f1f8" * 3
    assert [joined(three, at) for at in range(1, 6)] == [True, False, True, False, True]


def test_nothing_is_joined_at_the_ends() -> None:
    assert not joined("e\u0301", 0)
    assert not joined("e\u0301", 2)
