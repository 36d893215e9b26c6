"""Writes that come about together or not at all."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.expressions import IF_ABSENT, expressions
from shared.settings import settings
from shared.table_calls import call
from shared.wire import to_wire

Action = Callable[[], dict[str, Any]]


def putting(item: Mapping[str, Any], *, if_absent: bool = True) -> Action:
    """An action of ``transact``."""

    def action() -> dict[str, Any]:
        request: dict[str, Any] = {"TableName": settings().table, "Item": to_wire(item)}
        if if_absent:
            request["ConditionExpression"] = IF_ABSENT
        return {"Put": request}

    return action


def replacing(item: Mapping[str, Any], condition: str, values: Mapping[str, Any]) -> Action:
    """An action of ``transact``: put ``item`` whole, if ``condition`` holds of what is there."""
    return lambda: {
        "Put": {
            "TableName": settings().table,
            "Item": to_wire(item),
            **expressions("", values, condition),
        }
    }


def updating(
    pk: str, sk: str, expression: str, values: Mapping[str, Any], condition: str | None = None
) -> Action:
    """An action of ``transact``; ``#name`` stands for the attribute ``name``."""
    return lambda: {
        "Update": {
            "TableName": settings().table,
            "Key": to_wire({"pk": pk, "sk": sk}),
            **expressions(expression, values, condition),
        }
    }


def deleting(pk: str, sk: str, condition: str | None, values: Mapping[str, Any]) -> Action:
    """An action of ``transact``: delete the item, if ``condition`` holds of it, if any."""
    return lambda: {
        "Delete": {
            "TableName": settings().table,
            "Key": to_wire({"pk": pk, "sk": sk}),
            **expressions("", values, condition),
        }
    }


def transact(*actions: Action) -> None:
    """All or nothing. Raises Conflict with a reason per action, Contended, or Unavailable."""
    call("transact_write_items", TransactItems=[action() for action in actions])
