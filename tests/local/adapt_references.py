"""Adaptation 4: ``Ref`` of a secret as CloudFormation answers it, with the secret's ARN.

The engine answers with its name. A role that may read ``!Ref`` a secret may then, since names are
no resources, read nothing: seen as soon as roles are enforced. ``Id`` is the same ARN on both.
"""

from typing import Any


def adapt(template: dict[str, Any]) -> dict[str, Any]:
    """The same template with every ``Ref`` of a secret written as its attribute ``Id``."""
    secrets = {
        name
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::SecretsManager::Secret"
    }
    adapted: dict[str, Any] = _adapted(template, secrets)
    return adapted


def _adapted(value: Any, secrets: set[str]) -> Any:
    if isinstance(value, list):
        return [_adapted(each, secrets) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"} and value["Ref"] in secrets:
        return {"Fn::GetAtt": [value["Ref"], "Id"]}
    return {name: _adapted(each, secrets) for name, each in value.items()}
