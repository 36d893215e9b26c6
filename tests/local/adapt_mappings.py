"""Adaptation 3: event source mappings are deployed switched off, and our poller runs them.

The engine takes ``ReportBatchItemFailures``, ``MaximumRetryAttempts``, bisecting and on-failure
destinations of a stream's mapping and follows none: what a function reports as failed is lost, and
what raises is repeated for ever. It also has one shard and serves a FIFO queue one batch at a time,
which hides what AWS does not order. ``polling`` reads the same mappings back and does as AWS does.
"""

from typing import Any

Resources = dict[str, Any]


def adapt(resources: Resources) -> Resources:
    """The same resources with every mapping switched off for the engine."""
    return {name: _switched_off(resource) for name, resource in resources.items()}


def _switched_off(resource: dict[str, Any]) -> dict[str, Any]:
    if resource["Type"] != "AWS::Lambda::EventSourceMapping":
        return resource
    return {**resource, "Properties": {**resource["Properties"], "Enabled": False}}
