"""The template as CloudFormation sees it: SAM's shorthand written out, conditions decided."""

import copy
import json
from functools import cache
from typing import Any

from samtranslator.translator.transform import transform

from tests.template import template

Resources = dict[str, dict[str, Any]]


class _NoManagedPolicies:
    def load(self) -> dict[str, str]:
        """The template names none, so that nothing needs to be asked of AWS."""
        return {}


# What CloudFormation takes in one template, whether a condition switches it off or not:
# docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
MOST_RESOURCES = 500


@cache
def expanded(**parameters: str) -> Resources:
    """The resources that a deployment with ``parameters`` has, by logical id.

    Every channel is on, unless they say otherwise.
    """
    given, whole = _translated(**parameters)
    conditions = whole["Conditions"]
    on = {name: _holds(condition, given, conditions) for name, condition in conditions.items()}
    return _present(whole["Resources"], on)


@cache
def declared() -> Resources:
    """Every resource that the template has, also those that a condition switches off."""
    resources: Resources = _translated()[1]["Resources"]
    return resources


def _translated(**parameters: str) -> tuple[dict[str, str], dict[str, Any]]:
    """What the parameters are, and what SAM makes of the template."""
    raw = copy.deepcopy(template())
    for resource in raw["Resources"].values():
        for name in ("CodeUri", "ContentUri", "DefinitionUri"):
            if name in resource.get("Properties", {}):  # a path is refused before packaging
                resource["Properties"][name] = "s3://bucket/key"
    given = {name: _given(name, about["Default"]) for name, about in raw["Parameters"].items()}
    given |= parameters
    return given, transform(raw, given, _NoManagedPolicies())


def _given(parameter: str, default: str) -> str:
    return "main" if parameter.endswith("Accounts") else default


def _present(resources: Resources, on: dict[str, bool]) -> Resources:
    return {
        name: _decided(resource, on)
        for name, resource in resources.items()
        if "Condition" not in resource or on[resource["Condition"]]
    }


def _holds(condition: Any, given: dict[str, str], named: dict[str, Any]) -> bool:
    match condition:
        case {"Condition": name}:
            return _holds(named[name], given, named)
        case {"Fn::Or": inner}:
            return any(_holds(one, given, named) for one in inner)
        case {"Fn::Equals": [left, right]}:
            return bool(_plain(left, given) == _plain(right, given))
        case {"Fn::Not": [inner]}:
            return not _holds(inner, given, named)
    raise ValueError(f"not understood: {condition}")


def _plain(value: Any, given: dict[str, str]) -> Any:
    return given[value["Ref"]] if isinstance(value, dict) else value


def _decided(value: Any, on: dict[str, bool]) -> Any:
    match value:
        case {"Fn::If": [condition, yes, no]}:
            return _decided(yes if on[condition] else no, on)
        case dict():
            return {key: _decided(inner, on) for key, inner in value.items()}
        case list():
            return [_decided(inner, on) for inner in value]
    return value


def of_type(resources: Resources, kind: str) -> Resources:
    """Those of one type, e.g. ``AWS::SQS::Queue``."""
    return {name: r for name, r in resources.items() if r["Type"] == kind}


def mentions(value: Any) -> set[str]:
    """Logical ids (and parameters) that ``value`` refers to."""
    match value:
        case {"Ref": str(name)}:
            return {name}
        case {"Fn::GetAtt": [name, *_]}:
            return {name}
        case {"Fn::GetAtt": str(name)}:
            return {name.split(".")[0]}
        case {"Fn::Sub": str(text)}:
            names = (part.split("}")[0] for part in text.split("${")[1:])
            return {name.split(".")[0] for name in names if not name.startswith("AWS::")}
        case dict():
            return set().union(*map(mentions, value.values())) if value else set()
        case list():
            return set().union(*map(mentions, value)) if value else set()
    return set()


def statements(resources: Resources, role: str) -> list[dict[str, Any]]:
    """What ``role`` is allowed, by its own policies and by those attached to it."""
    policies = list(resources[role]["Properties"].get("Policies", []))
    for policy in of_type(resources, "AWS::IAM::Policy").values():
        if {"Ref": role} in policy["Properties"]["Roles"]:
            policies.append(policy["Properties"])
    return [s for policy in policies for s in policy["PolicyDocument"]["Statement"]]


def actions(statement: dict[str, Any]) -> list[str]:
    named = statement["Action"]
    return [named] if isinstance(named, str) else list(named)


def text(value: Any) -> str:
    """For looking whether something is anywhere inside."""
    return json.dumps(value, sort_keys=True)
