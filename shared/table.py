"""The single table: plain Python values in and out, conditions as the only locks.

Reads are strongly consistent unless said otherwise. Errors of load and time become
``Unavailable``, failed conditions ``Conflict``; what DynamoDB refuses as invalid stays a
``ClientError``, for it will never be accepted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from shared.errors import Conflict
from shared.expressions import IF_ABSENT, expressions
from shared.settings import settings
from shared.table_calls import call
from shared.transactions import Action, deleting, putting, replacing, transact, updating
from shared.wire import Item, from_wire, to_wire

__all__ = [
    "Action",
    "Item",
    "delete",
    "deleting",
    "from_wire",
    "get",
    "put",
    "put_if_absent",
    "putting",
    "query",
    "query_inbox",
    "replace",
    "replacing",
    "to_wire",
    "transact",
    "update",
    "updating",
]


def put_if_absent(item: Mapping[str, Any]) -> bool:
    """Whether it was put: False if an item with that key is already there."""
    try:
        call(
            "put_item",
            TableName=settings().table,
            Item=to_wire(item),
            ConditionExpression=IF_ABSENT,
        )
    except Conflict:
        return False
    return True


def put(item: Mapping[str, Any]) -> None:
    call("put_item", TableName=settings().table, Item=to_wire(item))


def replace(item: Mapping[str, Any], condition: str, values: Mapping[str, Any]) -> None:
    """Put ``item`` whole. Raises Conflict if ``condition`` does not hold of what is there."""
    call(
        "put_item",
        TableName=settings().table,
        Item=to_wire(item),
        **expressions("", values, condition),
    )


def get(pk: str, sk: str) -> Item | None:
    found = call(
        "get_item",
        TableName=settings().table,
        Key=to_wire({"pk": pk, "sk": sk}),
        ConsistentRead=True,
    ).get("Item")
    return from_wire(found) if found else None


def delete(pk: str, sk: str) -> None:
    call("delete_item", TableName=settings().table, Key=to_wire({"pk": pk, "sk": sk}))


def query(
    pk: str,
    low: str,
    high: str,
    *,
    newest_first: bool = False,
    limit: int | None = None,
) -> Iterator[Item]:
    """Items of ``pk`` with ``low <= sk <= high``, read lazily a page at a time."""
    request: dict[str, Any] = {
        "TableName": settings().table,
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :low AND :high",
        "ExpressionAttributeValues": to_wire({":pk": pk, ":low": low, ":high": high}),
        "ConsistentRead": True,
        "ScanIndexForward": not newest_first,
    }
    if limit is not None:
        request["Limit"] = limit
    left = limit
    while True:
        page = call("query", **request)
        for wire in page["Items"]:
            yield from_wire(wire)
        if left is not None:
            left -= len(page["Items"])
            request["Limit"] = left
        if "LastEvaluatedKey" not in page or left == 0:
            return
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def query_inbox(inbox: str, *, below: str | None, limit: int) -> list[Item]:
    """Up to ``limit`` projected summaries of one part of the inbox index, highest bucket first.

    Eventually consistent, as an index is.
    """
    # BUCKET is a reserved word of DynamoDB's.
    condition, values = "inbox = :inbox", {":inbox": inbox}
    names: dict[str, Any] = {}
    if below is not None:
        condition, values = f"{condition} AND #bucket < :below", {**values, ":below": below}
        names = {"ExpressionAttributeNames": {"#bucket": "bucket"}}
    page = call(
        "query",
        TableName=settings().table,
        IndexName="inbox",
        KeyConditionExpression=condition,
        ExpressionAttributeValues=to_wire(values),
        ScanIndexForward=False,
        Limit=limit,
        **names,
    )
    return [from_wire(wire) for wire in page["Items"]]


def update(
    pk: str, sk: str, expression: str, values: Mapping[str, Any], condition: str | None = None
) -> Item:
    """Update one item and return it whole. ``#name`` stands for the attribute ``name``.

    Raises Conflict if ``condition`` does not hold.
    """
    request = expressions(expression, values, condition)
    answer = call(
        "update_item",
        TableName=settings().table,
        Key=to_wire({"pk": pk, "sk": sk}),
        ReturnValues="ALL_NEW",
        **request,
    )
    return from_wire(answer["Attributes"])
