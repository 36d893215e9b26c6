"""Slots in what people say by name: ``{{order}}`` stands for what is known only when it is said.

Filling is one pass over the text as the admin wrote it, so what comes from a customer is never
read as a slot again.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

SLOT: Final = re.compile(r"\{\{\s*([\w.-]{1,40})\s*\}\}")
_BRACES: Final = ("{{", "}}")


def slots_of(*texts: str) -> list[str]:
    """The names in ``texts``, each once, in their order."""
    return list(dict.fromkeys(name for text in texts for name in SLOT.findall(text)))


def filled(text: str, values: Mapping[str, str], written: Callable[[str], str] = str) -> str:
    """``text`` with its slots' ``values``, each as ``written`` has it. Raises KeyError."""
    return SLOT.sub(lambda found: written(values[found[1]]), text)


def is_broken(text: str) -> bool:
    """Whether ``text`` has braces of a slot that are none."""
    rest = SLOT.sub("", text)
    return any(braces in rest for braces in _BRACES)
