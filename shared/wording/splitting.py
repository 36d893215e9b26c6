"""A text that is longer than the channel takes, in parts that a person would have made: pure."""

import re
from typing import Final, Literal

from shared.errors import TextTooLong
from shared.wording.graphemes import joined

Unit = Literal["characters", "utf16", "bytes"]

# One digit: parts are told apart in keys by their number, and keys sort as text.
MOST_PARTS: Final = 9
_MOST: Final[dict[Unit, int]] = {"characters": 1, "utf16": 2, "bytes": 4}  # for one character
# Where to part, the best first. Writing without spaces ends its sentences by their own marks.
_BREAKS: Final = (
    re.compile(r"\n[^\S\n]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"[.!?…؟۔।][\"'”’»)\]]*\s+|[。！？][”’」』）]*\s*"),  # noqa: RUF001
    re.compile(r"\s+"),
)


def length(text: str, unit: Unit) -> int:
    """How long ``text`` is, as the platform counts."""
    if unit == "characters":
        return len(text)
    encoding, size = ("utf-16-le", 2) if unit == "utf16" else ("utf-8", 1)
    return len(text.encode(encoding, "surrogatepass")) // size


def fits(text: str, longest: int, unit: Unit) -> bool:
    """Whether ``text`` is at most ``longest``. Short ones are not measured."""
    return len(text) * _MOST[unit] <= longest or length(text, unit) <= longest


def split(text: str, longest: int, unit: Unit, most: int = MOST_PARTS) -> list[str]:
    """``text`` in order, in parts of at most ``longest``; whole if it fits.

    It is parted after a paragraph, else a line, a sentence or a word, if one ends in the latter
    half of what fits, and never within what reads as one character, unless that alone is too
    long. Only white space at these places is lost. Raises TextTooLong for more than ``most``.
    """
    if fits(text, longest, unit):
        return [text]
    parts: list[str] = []
    rest = _trimmed(text.rstrip())
    while rest:
        if len(parts) == most:
            raise TextTooLong(longest * most, unit)
        cut = _cut(rest, longest, unit)
        parts.append(rest[:cut].rstrip())
        rest = _trimmed(rest[cut:])
    return parts


def _trimmed(text: str) -> str:
    """Without the white space it begins with, except what carries a mark."""
    start = next((at for at, one in enumerate(text) if not one.isspace()), len(text))
    return text[start - joined(text, start) :]


def _size(one: str, unit: Unit) -> int:
    code = ord(one)
    if unit == "utf16":
        return 1 + (code > 0xFFFF)
    return 1 + (code > 0x7F) + (code > 0x7FF) + (code > 0xFFFF) if unit == "bytes" else 1


def _cut(text: str, longest: int, unit: Unit) -> int:
    """Where the first part ends; more than 0."""
    most = _reach(text, longest, unit)
    if most == len(text):
        return most
    for pattern in _BREAKS:
        if at := _last(pattern, text, most // 2, most):
            return at
    if at := _last(_BREAKS[-1], text, 0, most // 2):
        return at
    whole = next((at for at in range(most, 0, -1) if not joined(text, at)), 0)
    return whole or most


def _reach(text: str, longest: int, unit: Unit) -> int:
    """How many characters fit; at least one, so that there is always a next part."""
    if unit == "characters":
        return min(longest, len(text))
    size = 0
    for at, one in enumerate(text):
        size += _size(one, unit)
        if size > longest:
            return max(at, 1)
    return len(text)


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int:
    """The last place in ``text[low:high]`` after which a match of ``pattern`` ends, or 0.

    White space that follows what fits takes no room: it is dropped.
    """
    within = pattern.finditer(text, low, high + 1)
    ends = [m.end() for m in within if 0 < _said(m) <= high and not joined(text, m.end())]
    return ends[-1] if ends else 0


def _said(match: re.Match[str]) -> int:
    """Where the part would end without the white space of the break."""
    return match.start() + len(match.group().rstrip())
