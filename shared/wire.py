"""Items in Python's plain values and in DynamoDB's typed form."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

Item = dict[str, Any]


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
    """Plain values; whole numbers are ``int``, and truth stays ``bool``, anywhere inside."""
    deserialize = _deserializer().deserialize
    return {name: _plain(deserialize(value)) for name, value in wire.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if hasattr(value, "as_integer_ratio") and not isinstance(value, bool):
        return int(value) if value == int(value) else float(value)
    return value
