"""Scores as people write them below a question for one: pure.

A number that begins a message may as well count something: "4 items are missing" is no score. So
what follows must be set off from it, or say nothing but how it was.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Final

from shared.planning.matching import bare
from shared.wording.numerals import in_digits

_MOST_WORDS: Final = 4  # that may follow a score which nothing sets off
_NARROW: Final = {
    wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)
}  # what Chinese is written with
_FULL, _EMPTY = "⭐★🌟", "☆"
# Faces, hands and hearts; of anything else that is drawn, a number may be the count.
_MOODS: Final = (
    *((0x1F600, 0x1F64F), (0x1F910, 0x1F92F), (0x1F970, 0x1F97A), (0x1F44C, 0x1F44F)),
    *((0x1F3FB, 0x1F3FF), (0x1F493, 0x1F49F), (0x263A, 0x263A), (0x2764, 0x2764)),
    *((0x1F389, 0x1F389), (0x1F4AF, 0x1F4AF), (0x1F525, 0x1F525)),
)
_SCORE: Final = re.compile(r"\(?(\d{1,2})(?!\d)\)?(.*)", re.DOTALL)
_OF: Final = re.compile(r"\s*(/|[^\W\d_]+(?: [^\W\d_]+)?)\s*(\d{1,2})(?!\d)(.*)", re.DOTALL)
# A dash without a space makes one word of a number and what it counts: a 4-pack, a 2-in-1.
_DASHES: Final = r"[\u2010-\u2015]"
_SET_OFF: Final = re.compile(rf"\s*(?:[.,:;!?。、]|-+\s|{_DASHES}|\n)")
_SENTENCE: Final = re.compile(rf"[.,!?。、\n]|\s-+\s|{_DASHES}")
_NUMBER: Final = re.compile(r"[\W_]*\d")  # of more than one, none is certainly the score


def score(text: str, highest: int) -> int | None:
    """The score up to ``highest`` that ``text`` gives, None if it gives none.

    It may be a number in the digits of any script, ``4/5``, or so many stars, and say more:
    behind punctuation anything, else a few words of how it was.
    """
    said = in_digits(text.translate(_NARROW))
    if said.startswith(tuple(_FULL)):
        return _stars(said, highest)
    if not (found := _SCORE.fullmatch(said)):
        return None
    given, rest = int(found[1]), found[2]
    if of := _OF.fullmatch(rest):
        if (of[1] != "/" and bare(of[1]) not in _WORDS["of"]) or int(of[2]) != highest:
            return None
        rest = of[3]
    return given if given <= highest and _says_how_it_was(rest) else None


def _says_how_it_was(rest: str) -> bool:
    if rest[:1].isalpha() or _NUMBER.match(rest):  # 4th, 4.5
        return False
    if not rest.strip() or _SET_OFF.match(rest):
        return True
    said = "".join(letter for letter in _SENTENCE.split(rest, maxsplit=1)[0] if not _mood(letter))
    words = bare(said).split()
    only_words = not any(
        unicodedata.category(letter)[0] in "SN" or letter == "%" for letter in said
    )
    return only_words and len(words) <= _MOST_WORDS and _WORDS["with"].issuperset(words)


def _mood(letter: str) -> bool:
    return letter in _FULL or any(low <= ord(letter) <= high for low, high in _MOODS)


def _stars(said: str, highest: int) -> int | None:
    """How many full ones begin ``said``; with empty ones behind them they are all there are."""
    full = len(said) - len(said.lstrip(_FULL))
    rest = said[full:].lstrip(_EMPTY)
    empty = len(said) - full - len(rest)
    fits = 0 < full <= highest and (not empty or full + empty == highest)
    return full if fits and _says_how_it_was(rest) else None


def _read() -> dict[str, frozenset[str]]:
    said = json.loads(Path(__file__).with_name("score_words.json").read_text("utf-8"))
    return {
        kind: frozenset(word for words in by_language.values() for word in map(bare, words))
        for kind, by_language in said.items()
    }


_WORDS: Final = _read()
