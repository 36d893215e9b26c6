"""Expressions of DynamoDB: pure. ``#name`` stands for the attribute ``name``."""

from collections.abc import Mapping
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


def _words(text: str) -> list[str]:
    for mark in "(),=<>.+-[]":
        text = text.replace(mark, " ")
    return text.split()
