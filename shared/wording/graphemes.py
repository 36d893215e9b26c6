"""What a reader takes for one character, so that no text is ever cut through one.

Extended grapheme clusters are told by the classes that the standard library knows, after the rules
of https://unicode.org/reports/tr29/. A library with the whole table weighs a megabyte on every
cold start. Where the two differ, as with the rare marks that are written before a letter, the rules
here rather keep too much together, which costs nothing.
"""

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_MARKS: Final = ("Mn", "Me", "Mc")  # accents, vowel signs, variation selectors, keycaps
_VIRAMA: Final = 9  # the combining class of what ties two consonants of an Indic script
# Skin tones, tags of flags such as Scotland's, the joiner's silent sibling, and the voicing marks
# of narrow kana: parts of what stands before them that are no marks by class.
_ALSO_MARKS: Final = (
    ("\U0001f3fb", "\U0001f3ff"),
    ("\U000e0020", "\U000e007f"),
    ("\u200c", "\u200d"),
    ("\uff9e", "\uff9f"),
)
_REGIONAL: Final = ("\U0001f1e6", "\U0001f1ff")
_LEADING: Final = (("\u1100", "\u115f"), ("\ua960", "\ua97c"))
_VOWEL: Final = (("\u1160", "\u11a7"), ("\ud7b0", "\ud7c6"))
_TRAILING: Final = (("\u11a8", "\u11ff"), ("\ud7cb", "\ud7fb"))
_SYLLABLE: Final = ("\uac00", "\ud7a3")
_TRAILS: Final = 28  # every 28th syllable has no trailing consonant


def joined(text: str, at: int) -> bool:
    """Whether the characters before and after the place ``at`` belong together."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before < "\u0300" and after < "\u0300":  # most texts hold nothing else
        return before == "\r" and after == "\n"
    if _JOINER in (before, after) or _is_mark(after):
        return before not in "\r\n"
    if unicodedata.combining(before) == _VIRAMA:
        return unicodedata.category(after) == "Lo"
    if _within(after, (_REGIONAL,)):
        return _flags_before(text, at) % 2 == 1
    return _same_syllable(before, after)


def _within(one: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(low <= one <= high for low, high in ranges)


def _is_mark(one: str) -> bool:
    return unicodedata.category(one) in _MARKS or _within(one, _ALSO_MARKS)


def _flags_before(text: str, at: int) -> int:
    start = at
    while start and _within(text[start - 1], (_REGIONAL,)):
        start -= 1
    return at - start


def _same_syllable(before: str, after: str) -> bool:
    """Hangul that is written in parts: leading consonants, vowels, trailing consonants."""
    composed = _within(before, (_SYLLABLE,))
    if _within(before, _LEADING):
        return _within(after, (*_LEADING, *_VOWEL, _SYLLABLE))
    open_syllable = composed and (ord(before) - ord(_SYLLABLE[0])) % _TRAILS == 0
    if _within(before, _VOWEL) or open_syllable:
        return _within(after, (*_VOWEL, *_TRAILING))
    return (composed or _within(before, _TRAILING)) and _within(after, _TRAILING)
