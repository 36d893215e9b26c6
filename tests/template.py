"""Reads template.yaml as plain data, intrinsic functions as ``{"Ref": …}`` and ``{"Fn::…": …}``."""

from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

PATH = Path(__file__).parent.parent / "template.yaml"


@cache
def template() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml_parse(PATH.read_text())
    return parsed


def table_properties() -> dict[str, Any]:
    """What ``create_table`` takes of the template's table."""
    properties = template()["Resources"]["Table"]["Properties"]
    taken = (
        "BillingMode",
        "AttributeDefinitions",
        "KeySchema",
        "GlobalSecondaryIndexes",
        "StreamSpecification",
    )
    made = {name: properties[name] for name in taken}
    made["StreamSpecification"] = {**made["StreamSpecification"], "StreamEnabled": True}
    return made
