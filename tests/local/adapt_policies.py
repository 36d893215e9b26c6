"""Adaptation 5: permissions named as the engine names them, where it differs from AWS.

It checks ``SendMessageBatch`` as an action of its own, which on AWS is part of ``SendMessage``, so
that a policy that is right for AWS would not allow it. It is reached without TLS, which a bucket's
policy forbids: that policy is left out. Without enforcement this changes nothing.
"""

import json
from typing import Any

_PART_OF = {"sqs:SendMessage": "sqs:SendMessageBatch"}


def adapt(resources: dict[str, Any]) -> dict[str, Any]:
    """The same resources, with what the engine asks for added to roles and policies."""
    return {
        name: _adapted(resource) if resource["Type"].startswith("AWS::IAM::") else resource
        for name, resource in resources.items()
        if not _demands_tls(resource)
    }


def _demands_tls(resource: dict[str, Any]) -> bool:
    of_bucket = resource["Type"] == "AWS::S3::BucketPolicy"
    return of_bucket and "aws:SecureTransport" in json.dumps(resource)


def _adapted(value: Any) -> Any:
    if isinstance(value, list):
        return [_adapted(each) for each in value]
    if isinstance(value, dict):
        return {
            name: _actions(each) if name == "Action" else _adapted(each)
            for name, each in value.items()
        }
    return value


def _actions(named: str | list[str]) -> list[str]:
    actions = [named] if isinstance(named, str) else named
    return [*actions, *(_PART_OF[action] for action in actions if action in _PART_OF)]
