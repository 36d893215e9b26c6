"""Whether two texts say nearly the same: pure, cheap, blind for numbers and times."""

from difflib import SequenceMatcher
from typing import Final

_SHORTEST: Final = 12  # letters; people answer "yes" and "1" again and again
_LONGEST: Final = 400
_SAME_WORDS: Final = 0.8
_SAME_LETTERS: Final = 0.9


def near(one: str, other: str) -> bool:
    """Whether most words, or nearly all letters, are the same. Short texts never are."""
    mine, theirs = _words(one), _words(other)
    first, second = " ".join(mine), " ".join(theirs)
    if min(len(first), len(second)) < _SHORTEST:
        return False
    if first == second:
        return True
    both = {*mine} | {*theirs}
    if len({*mine} & {*theirs}) >= _SAME_WORDS * len(both):
        return True
    matcher = SequenceMatcher(None, first[:_LONGEST], second[:_LONGEST], autojunk=False)
    return matcher.quick_ratio() >= _SAME_LETTERS and matcher.ratio() >= _SAME_LETTERS


def _words(text: str) -> list[str]:
    """Without what differs from one automatic text to the next: numbers, times, signs."""
    letters = "".join(c if c.isalpha() else " " for c in text.casefold())
    return letters.split()
