"""Checked reading of a platform's fields: what is needed is there, or the item is ``Unfit``."""

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]


class Unfit(ValueError):
    """An item lacks what it needs, or has it with a wrong type. Its text names no content."""


def needed_text(data: Fields, name: str) -> str:
    """A text that is not empty. Raises Unfit."""
    value = data.get(name)
    if isinstance(value, str) and value:
        return value
    raise Unfit(f"no {name}")


def needed_fields(data: Fields, name: str) -> dict[str, Any]:
    """An object. Raises Unfit."""
    value = data.get(name)
    if isinstance(value, dict):
        return value
    raise Unfit(f"no {name}")


def needed_number(data: Fields, name: str) -> float:
    """A number, whole or not. Raises Unfit."""
    value = data.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise Unfit(f"no {name}")


def text(data: Fields, name: str) -> str:
    """A text; ``""`` if it is absent or something else."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def chosen(data: Fields, kinds: Mapping[str, type]) -> dict[str, Any]:
    """Those fields of ``kinds`` that are present with their type."""
    return {
        name: value for name, kind in kinds.items() if isinstance(value := data.get(name), kind)
    }


def objects(data: Fields, name: str) -> list[dict[str, Any]]:
    """The objects of a list; ``[]`` if it is absent or something else."""
    value = data.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
