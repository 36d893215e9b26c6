"""Hangs the meter between all botocore clients of this process and moto."""

import threading
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
from botocore.client import BaseClient

from tests.bench import meter
from tests.bench.meter import Index, Wire
from tests.machines import running
from tests.template import table_properties

WORKFLOW: Final = "workflow"
_WRITES: Final = {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"}
_READS: Final = {"GetItem", "Query"}


@dataclass(slots=True)
class Readings:
    """Units by what they were for, and what else was asked for, by the phase of the day."""

    phase: str = ""
    written: Counter[tuple[str, str]] = field(default_factory=Counter)  # (phase, kind of item)
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)  # (phase, service.Operation)
    invoked: Counter[tuple[str, str]] = field(default_factory=Counter)  # (phase, function)
    logged: Counter[str] = field(default_factory=Counter)  # bytes, by phase
    # Calls of any service by (phase, who made it within: a step, WORKFLOW between them, or "").
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def units(self, *kinds: str, phase: str = "") -> float:
        """Write units of items of ``kinds`` (all, if none is named), in ``phase`` or in any."""
        return _sum(self.written, kinds, phase)

    def reads(self, *, phase: str = "") -> float:
        return _sum(self.read, (), phase)

    def called(self, operation: str, phases: Collection[str]) -> int:
        return sum(self.calls[phase, operation] for phase in phases)

    def drop_units(self, phase: str) -> None:
        """Forget those of ``phase``, which are told elsewhere; its calls still count."""
        for counted in (self.written, self.read):
            for key in [key for key in counted if key[0] == phase]:
                del counted[key]


def _sum(counted: Counter[tuple[str, str]], kinds: tuple[str, ...], phase: str) -> float:
    return sum(
        units
        for (when, kind), units in counted.items()
        if (not phase or when == phase) and (not kinds or kind in kinds)
    )


def _within(home: int) -> str:
    """The step that is running here. The engine has threads of its own, and asks between steps."""
    return running.get() or ("" if threading.get_ident() == home else WORKFLOW)


def kind_of(pk: str, sk: str) -> str:
    """The kind of an item by its key."""
    if pk.startswith("C#"):
        names = {"M": "message", "R": "annotation", "D": "decision", "Y": "reason"}
        return "summary" if sk == "A" else names.get(sk.split("#")[0], "other")
    names = {"E": "events", "DUE": "timer", "S": "settings", "I": "idempotency", "F": "fact"}
    return names.get(pk.split("#")[0], "other")


def index_of_template() -> Index:
    properties = table_properties()
    (found,) = properties["GlobalSecondaryIndexes"]
    keys = tuple(key["AttributeName"] for key in found["KeySchema"])
    own = [key["AttributeName"] for key in properties["KeySchema"]]
    return Index(
        found["IndexName"], keys, frozenset([*keys, *own, *found["Projection"]["NonKeyAttributes"]])
    )


@contextmanager
def metered() -> Iterator[Readings]:
    """Count what is asked of AWS inside the block."""
    readings, index, own = Readings(), index_of_template(), threading.local()
    home = threading.get_ident()
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def image(table: str, key: Wire) -> Wire | None:
        own.reading = True
        try:
            found: Wire | None = (
                boto3.client("dynamodb").get_item(TableName=table, Key=dict(key)).get("Item")
            )
            return found
        finally:
            own.reading = False

    def counted(self: Any, operation: str, params: dict[str, Any]) -> Any:
        service = self.meta.service_model.service_name
        if getattr(own, "reading", False):
            return call(self, operation, params)
        readings.calls[readings.phase, f"{service}.{operation}"] += 1
        readings.asked[readings.phase, _within(home)] += 1
        if service != "dynamodb":
            return call(self, operation, params)
        if operation in _WRITES:
            return _write(operation, params, lambda: call(self, operation, params))
        answer = call(self, operation, params)
        if operation in _READS:
            _read(operation, params, answer)
        return answer

    def _write(operation: str, params: dict[str, Any], act: Any) -> Any:
        together = operation == "TransactWriteItems"
        actions = params["TransactItems"] if together else [{operation: params}]
        requests = [request for action in actions for request in action.values()]
        keys = [_key(request) for request in requests]
        table = requests[0]["TableName"]
        before = [image(table, key) for key in keys]
        try:
            return act()
        finally:
            for key, was in zip(keys, before, strict=True):
                now = image(table, key)
                kind = kind_of(key["pk"]["S"], key["sk"]["S"])
                units = meter.written(was, now, transactional=together)
                readings.written[readings.phase, kind] += units
                readings.written[readings.phase, "index"] += meter.indexed(was, now, index)

    def _read(operation: str, params: dict[str, Any], answer: Any) -> None:
        items = answer.get("Items") or [item for item in [answer.get("Item")] if item]
        if params.get("IndexName"):
            items = [entry for item in items if (entry := index.entry(item))]
        units = meter.read(
            sum(map(meter.size, items)), consistent=params.get("ConsistentRead", False)
        )
        readings.read[readings.phase, operation] += units  # type: ignore[assignment]

    BaseClient._make_api_call = counted  # type: ignore[attr-defined]
    try:
        yield readings
    finally:
        BaseClient._make_api_call = call  # type: ignore[attr-defined]


def _key(request: dict[str, Any]) -> dict[str, Any]:
    image = request.get("Key") or request["Item"]
    return {name: image.get(name, {"S": "-"}) for name in ("pk", "sk")}
