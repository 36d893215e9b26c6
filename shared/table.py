"""The single table: plain Python values in and out, conditions as the only locks.

Reads are strongly consistent unless said otherwise. Errors of load and time become
``Unavailable``, failed conditions ``Conflict``; what DynamoDB refuses as invalid stays a
``ClientError``, for it will never be accepted.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NotConnected

from shared import aws
from shared.errors import Conflict, Contended, Unavailable
from shared.settings import settings

Item = dict[str, Any]

_PASSING: Final = {
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "InternalServerError",
    "ServiceUnavailable",
}
_CONTENDED: Final = {"TransactionConflictException", "TransactionInProgressException"}
IF_ABSENT: Final = "attribute_not_exists(pk)"


@cache
def _serializer() -> TypeSerializer:
    return TypeSerializer()


@cache
def _deserializer() -> TypeDeserializer:
    return TypeDeserializer()


def to_wire(item: Mapping[str, Any]) -> dict[str, Any]:
    """DynamoDB's typed form. ``None`` is left out: an absent attribute means the same."""
    serialize = _serializer().serialize
    return {name: serialize(value) for name, value in item.items() if value is not None}


def from_wire(wire: Mapping[str, Any]) -> Item:
    """Plain values; whole numbers are ``int``, anywhere inside."""
    deserialize = _deserializer().deserialize
    return {name: _plain(deserialize(value)) for name, value in wire.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if hasattr(value, "as_integer_ratio"):
        return int(value) if value == int(value) else float(value)
    return value


def _call(operation: str, **request: Any) -> dict[str, Any]:
    try:
        result: dict[str, Any] = getattr(aws.client("dynamodb"), operation)(**request)
        return result
    except ClientError as error:
        raise _translated(error) from error
    except (NotConnected, HTTPClientError) as error:
        raise Unavailable(type(error).__name__) from error


def _translated(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        return Conflict(code)
    if code == "TransactionCanceledException":
        reasons = tuple(
            "" if r.get("Code", "None") == "None" else str(r["Code"])
            for r in error.response.get("CancellationReasons", ())
        )
        if "ConditionalCheckFailed" in reasons:
            return Conflict(code, reasons)
        if "ValidationError" in reasons:
            return error
        return Contended(code) if "TransactionConflict" in reasons else Unavailable(code)
    if code in _CONTENDED:
        return Contended(code)
    failed_by_itself = error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
    return Unavailable(code) if failed_by_itself or code in _PASSING else error


def put_if_absent(item: Mapping[str, Any]) -> bool:
    """Whether it was put: False if an item with that key is already there."""
    try:
        _call(
            "put_item",
            TableName=settings().table,
            Item=to_wire(item),
            ConditionExpression=IF_ABSENT,
        )
    except Conflict:
        return False
    return True


def put(item: Mapping[str, Any]) -> None:
    _call("put_item", TableName=settings().table, Item=to_wire(item))


def get(pk: str, sk: str) -> Item | None:
    found = _call(
        "get_item",
        TableName=settings().table,
        Key=to_wire({"pk": pk, "sk": sk}),
        ConsistentRead=True,
    ).get("Item")
    return from_wire(found) if found else None


def delete(pk: str, sk: str) -> None:
    _call("delete_item", TableName=settings().table, Key=to_wire({"pk": pk, "sk": sk}))


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
        page = _call("query", **request)
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
    page = _call(
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
    request = _expressions(expression, values, condition)
    answer = _call(
        "update_item",
        TableName=settings().table,
        Key=to_wire({"pk": pk, "sk": sk}),
        ReturnValues="ALL_NEW",
        **request,
    )
    return from_wire(answer["Attributes"])


def _expressions(
    expression: str, values: Mapping[str, Any], condition: str | None
) -> dict[str, Any]:
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
            **_expressions("", values, condition),
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
            **_expressions(expression, values, condition),
        }
    }


def checking(pk: str, sk: str, condition: str, values: Mapping[str, Any]) -> Action:
    """An action of ``transact``: writes nothing, fails the transaction if it does not hold."""
    return lambda: {
        "ConditionCheck": {
            "TableName": settings().table,
            "Key": to_wire({"pk": pk, "sk": sk}),
            **_expressions("", values, condition),
        }
    }


def transact(*actions: Action) -> None:
    """All or nothing. Raises Conflict with a reason per action, Contended, or Unavailable."""
    _call("transact_write_items", TransactItems=[action() for action in actions])
