"""Words in several languages: BCP 47 tags to texts, as admins write them."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Final

Texts = Mapping[str, str]
_LONGEST: Final = 4096
# What devices still call a language by: replaced in IANA's registry of subtags, and for Norwegian
# the language of which Bokmål is what nearly all write.
_SAME: Final = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "nn": "nb", "tl": "fil"}
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})  # how Chinese is written there


def texts(said: object, where: str) -> dict[str, str]:
    """A text in one language, or one for each. Raises ValueError naming ``where``."""
    if isinstance(said, str):
        said = {"": said}
    if not isinstance(said, dict):
        raise ValueError(f"{where}: a text, or texts by language")
    for language, text in said.items():
        if not isinstance(text, str) or len(text) > _LONGEST:
            raise ValueError(f"{where}/{language}: a text of at most {_LONGEST} characters")
    return dict(said)


def in_language(said: Texts, language: str, otherwise: str) -> str:
    """The text for ``language``, or for what its speakers read as well, or the one that is for all,
    or for ``otherwise``, or the first there is.

    Tags are compared as BCP 47 has it (RFC 4647, section 3.4): without case, the longest beginning
    first. ``pt-PT`` has that of ``pt-BR`` rather than one in another language.
    """
    return said.get(_key(said, language, otherwise), "")


def spoken_in(said: Texts, language: str, otherwise: str) -> str:
    """The language of that text; ``language`` where it does not tell."""
    return _key(said, language, otherwise) or language


def _key(said: Texts, language: str, otherwise: str) -> str:
    if language in said:
        return language
    if near := _nearest(said, language):
        return near
    return "" if "" in said else _nearest(said, otherwise) or next(iter(said), "")


def _nearest(said: Texts, language: str) -> str:
    wanted = _subtags(language)
    there = [(key, _subtags(key)) for key in said if key]
    kin = [(key, subtags) for key, subtags in there if subtags[0] == wanted[0]]
    return max(kin, key=lambda one: _likeness(one[1], wanted), default=("", ()))[0]


def _likeness(one: Sequence[str], other: Sequence[str]) -> tuple[bool, int, bool]:
    alike = (mine == theirs for mine, theirs in zip(one, other, strict=False))
    begins = sum(1 for _ in takewhile(bool, alike))
    return _is_traditional(one) == _is_traditional(other), begins, len(one) == 1


def _subtags(language: str) -> list[str]:
    main, *rest = language.replace("_", "-").lower().split("-")
    return [_SAME.get(main, main), *rest]


def _is_traditional(subtags: Sequence[str]) -> bool:
    return subtags[0] == "zh" and not _TRADITIONAL.isdisjoint(subtags)
