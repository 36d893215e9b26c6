"""The language that a customer's app is set to, where a platform tells it: pure."""

import re
from typing import Any, Final

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")  # as of BCP 47


def is_tag(text: str) -> bool:
    """Whether ``text`` names a language, like ``es`` or ``pt-BR``."""
    return bool(_TAG.fullmatch(text))


def device(tag: str) -> dict[str, Any]:
    """``device`` of a message's content, where shared.wording.languages looks for it; nothing where
    ``tag`` is no language's."""
    return {"device": {"locale": tag}} if is_tag(tag) else {}
