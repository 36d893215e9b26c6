"""Schemas of the document, as OpenAPI 3.1 wants them and only those that are used."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

_PREFIX: Final = "#/components/schemas/"


def tidied(found: Any) -> Any:
    """Without titles that say a member's name again, and with whole numbers as such."""
    if isinstance(found, list):
        return [tidied(each) for each in found]
    if isinstance(found, float) and found.is_integer():
        return int(found)
    if not isinstance(found, dict):
        return found
    named = "type" in found or "anyOf" in found or "properties" in found or "$ref" in found
    return {
        name: tidied(value)
        for name, value in found.items()
        if not (name == "title" and named and isinstance(value, str))
    }


def used(schemas: dict[str, Any], *users: Any) -> dict[str, Any]:
    """Those that ``users`` refer to, and those that they refer to themselves."""
    return {name: schemas[name] for name in sorted(_reached(schemas, users))}


def always_there(schemas: dict[str, Any], operations: Iterable[dict[str, Any]]) -> None:
    """Every member of what is only ever answered is there, if only as null."""
    asked = _reached(schemas, [operation.get("requestBody") for operation in operations])
    for name, schema in schemas.items():
        if name not in asked and not schema.get("additionalProperties") and "properties" in schema:
            schema["required"] = list(schema["properties"])


def _reached(schemas: dict[str, Any], users: Any) -> set[str]:
    found: set[str] = set()
    new = set(_references(users))
    while new:
        found |= new
        new = set(_references([schemas[name] for name in new])) - found
    return found


def _references(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        if str(found.get("$ref", "")).startswith(_PREFIX):
            yield found["$ref"].removeprefix(_PREFIX)
        found = list(found.values())
    if isinstance(found, (list, tuple)):
        for each in found:
            yield from _references(each)
