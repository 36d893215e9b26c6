"""Words in several languages: BCP 47 tags to texts, as admins write them."""

from collections.abc import Mapping
from typing import Final

Texts = Mapping[str, str]
_LONGEST: Final = 4096


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
    """The text for ``language``, or for its main one, for ``otherwise``, or the first there is."""
    return said.get(_key(said, language, otherwise), "")


def spoken_in(said: Texts, language: str, otherwise: str) -> str:
    """The language of that text; ``language`` where it does not tell."""
    return _key(said, language, otherwise) or language


def _key(said: Texts, language: str, otherwise: str) -> str:
    for wanted in (language, _main(language), "", otherwise, _main(otherwise)):
        if wanted in said:
            return wanted
    return next(iter(said), "")


def _main(language: str) -> str:
    return language.replace("_", "-").split("-", 1)[0]
