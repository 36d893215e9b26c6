"""Labels that admins make for conversations: what a label is called and looks like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MOST: Final = 10  # on one conversation, for they lie on its summary and its inbox entry
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Label:
    id: str
    name: str = ""
    colour: str = ""  # "#1a7f37"
    description: str = ""

    @classmethod
    def parse(cls, name: str, said: Mapping[str, Any]) -> "Label":
        """Raises ValueError that names what is wrong."""
        if unknown := set(said) - {"name", "colour", "description"}:
            raise ValueError(f"unknown {sorted(unknown)}")
        if wrong := [key for key, value in said.items() if not isinstance(value, str)]:
            raise ValueError(f"{wrong[0]}: a text")
        if said.get("colour") and not _COLOUR.fullmatch(said["colour"]):
            raise ValueError("colour: # and six of 0-9 and a-f")
        return cls(name, **said)
