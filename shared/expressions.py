"""Expressions of DynamoDB: pure. ``#name`` stands for the attribute ``name``."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from shared.wire import to_wire

IF_ABSENT: Final = "attribute_not_exists(pk)"


def expressions(
    expression: str, values: Mapping[str, Any], condition: str | None
) -> dict[str, Any]:
    """The members of a request that say what is to be done, and upon which condition."""
    request: dict[str, Any] = {}
    if expression:
        request["UpdateExpression"] = expression
    if condition:
        request["ConditionExpression"] = condition
    if values:
        request["ExpressionAttributeValues"] = to_wire(values)
    names = {
        word
        for word in _words(f"{expression} {condition or ''}")
        if word.startswith("#") and len(word) > 1
    }
    if names:
        request["ExpressionAttributeNames"] = {name: name[1:] for name in names}
    return request


def becoming(
    changed: Mapping[str, Any], defaults: Mapping[str, Any] | None = None
) -> tuple[str, dict[str, Any]]:
    """The expression that sets ``changed``, where None removes, and ``defaults`` where nothing is
    yet; and its values."""
    defaults = defaults or {}
    sets = [f"#{name} = :{name}" for name, value in changed.items() if value is not None]
    sets += [f"#{name} = if_not_exists(#{name}, :{name})" for name in defaults]
    removes = [f"#{name}" for name, value in changed.items() if value is None]
    parts = [f"SET {', '.join(sets)}"] if sets else []
    parts += [f"REMOVE {', '.join(removes)}"] if removes else []
    return " ".join(parts), {f":{name}": value for name, value in {**changed, **defaults}.items()}


def unchanged(item: dict[str, Any], names: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """The condition that the attributes ``names`` are as ``item`` has them, and its values."""
    names = list(names)
    still = [
        f"#{name} = :was_{name}" if name in item else f"attribute_not_exists(#{name})"
        for name in names
    ]
    return " AND ".join(still), {f":was_{name}": item[name] for name in names if name in item}


def _words(text: str) -> list[str]:
    for mark in "(),=<>.+-[]":
        text = text.replace(mark, " ")
    return text.split()
