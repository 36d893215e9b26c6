"""Which rule fits what has come: pure."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.configuration import Rule
from shared.configuration.rules import BEGINS, When
from shared.links.codes import codes_in
from shared.table import Item

# Marks that people leave out when they write: accents, Hebrew points and Arabic vowels. Those of
# other scripts, such as the two strokes that make か into が, make another letter.
_MARKS: Final = ((0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670))
# Scripts that put no spaces between words: Thai to Burmese, Khmer, then Chinese and Japanese.
_UNSPACED: Final = (
    *((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x3040, 0x30FF), (0x3400, 0x9FFF), (0x20000, 0x3FFFF)),
)


_HANGUL: Final = ((0xAC00, 0xD7A3),)


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules ask about. ``open`` is whether the calendar is; without one it always is."""

    channel: str
    account: str  # "whatsapp:main"
    language: str
    texts: tuple[str, ...]  # of what has come, bare
    referrals: frozenset[str]
    attributes: Mapping[str, str]
    team: str
    open: bool
    first: bool  # of the episode


def first_that_fits(rules: Iterable[Rule], facts: Facts) -> Rule | None:
    """The first of ``rules``, which are in the order in which they count."""
    return next((rule for rule in rules if fits(rule.when, facts)), None)


def fits(when: When, facts: Facts) -> bool:
    """Whether all that ``when`` names is so; of several values, one is enough."""
    return (
        _one_of(when.channels, facts.channel)
        and _one_of(when.accounts, facts.account)
        and _speaks(when.languages, facts.language)
        and _one_of(when.teams, facts.team)
        and (not when.referrals or bool(when.referrals & facts.referrals))
        and all(facts.attributes.get(name) == value for name, value in when.attributes.items())
        and (not when.hours or (when.hours == "open") == facts.open)
        and (when.first is None or when.first == facts.first)
        and (not when.keywords or names_one(when.keywords, facts.texts))
    )


def _one_of(wanted: frozenset[str], there: str) -> bool:
    return not wanted or there in wanted


def _speaks(wanted: frozenset[str], language: str) -> bool:
    """``es`` means every Spanish, ``es-MX`` that of Mexico."""
    spoken = language.replace("_", "-").lower()
    tags = (tag.replace("_", "-").lower() for tag in wanted)
    return not wanted or any(spoken == tag or spoken.startswith(f"{tag}-") for tag in tags)


def names_one(keywords: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether one of ``keywords`` stands in one of ``texts``, which are bare, as whole words, or if
    it ends with ``*`` as the beginning of one."""
    said = [f" {text} " for text in texts]
    return any(_stands(keyword, text) for keyword in keywords for text in said)


def _stands(keyword: str, text: str) -> bool:
    words = bare(keyword)
    if not words:
        return False
    if any(_in(letter, _UNSPACED) for letter in words):
        return words.replace(" ", "") in text.replace(" ", "")
    begins = keyword.rstrip().endswith(BEGINS) or _takes_endings(words)
    return f" {words}" in text if begins else f" {words} " in text


def _takes_endings(words: str) -> bool:
    """Korean glues particles and verbs to a noun. A single syllable begins too many other words."""
    return len(words) > 1 and _in(words[-1], _HANGUL)


def bare(text: str) -> str:
    """Its words without case, accents and punctuation, one space between two; whatever else is
    written, such as emoji, is a word too."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("\u0131", "i"))
    kept = "".join(letter for letter in letters if not _in(letter, _MARKS))
    spaced = "".join(map(_word_or_space, unicodedata.normalize("NFC", kept)))
    return " ".join(spaced.split())


def _word_or_space(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind[0] in "LMN":
        return letter
    return f" {letter} " if kind == "So" else " "


def _in(letter: str, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(low <= ord(letter) <= high for low, high in ranges)


def referrals_of(messages: Iterable[Item]) -> frozenset[str]:
    """All that names the advertisement or link by which the customer came, in a text too."""
    found: set[str] = set()
    for message in messages:
        found.update(codes_in(message))
        content = message.get("content") or ""
        if '"referral"' in content:  # most have none, and need not be read to know that
            found |= _texts_of(json.loads(content).get("referral"))
    return frozenset(found)


def _texts_of(referral: Any) -> set[str]:
    values = referral.values() if isinstance(referral, dict) else ()
    return {value for value in values if isinstance(value, str)}
