"""Lays items into moto's memory directly: putting them would take minutes."""

from collections.abc import Iterable, Mapping

import boto3
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.dynamo_type import Item as Stored

from shared import table
from shared.table import Item


def lay(pattern: Item, changes: Iterable[Mapping[str, str]]) -> None:
    """Copies of ``pattern``, each with other texts; what does not change is there once."""
    stored = dynamodb_backends["123456789012"]["eu-west-1"].tables["threadline"]
    wire = table.to_wire(pattern)
    first = Stored(DynamoType(wire["pk"]), DynamoType(wire["sk"]), wire)
    for changed in changes:
        own = {name: DynamoType({"S": text}) for name, text in changed.items()}
        key, order = own.get("pk", first.hash_key), own.get("sk", first.range_key)
        item = Stored(key, order, {})
        # moto's own way of setting an attribute weighs the whole item each time.
        dict.update(item.attrs, {**first.attrs, **own})
        stored.items[key][order] = item


def scanned() -> list[Item]:
    """The whole table."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="threadline")
    return [table.from_wire(wire) for page in pages for wire in page["Items"]]
