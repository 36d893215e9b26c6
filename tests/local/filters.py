"""Filter criteria of event source mappings: does a record match a pattern?

docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import json
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def patterns(mapping: Mapping[str, Any]) -> list[Any]:
    """The patterns of a mapping as Lambda's API shows it."""
    criteria = mapping.get("FilterCriteria") or {}
    return [json.loads(each["Pattern"]) for each in criteria.get("Filters") or ()]


def wanted(record: Any, filters: list[Any]) -> bool:
    """True if one of the patterns fits, or if there are none."""
    return not filters or any(fits(pattern, record) for pattern in filters)


def fits(pattern: Mapping[str, Any], value: Any) -> bool:
    """True if every field of the pattern fits. Raises ValueError for a rule this does not know."""
    if not isinstance(value, Mapping):
        value = {}
    return all(_field_fits(rules, name, value) for name, rules in pattern.items())


def _field_fits(rules: Any, name: str, parent: Mapping[str, Any]) -> bool:
    if isinstance(rules, Mapping):
        return fits(rules, parent.get(name))
    return any(_rule_fits(rule, name in parent, parent.get(name)) for rule in rules)


def _rule_fits(rule: Any, there: bool, value: Any) -> bool:
    if not isinstance(rule, Mapping):
        return there and value == rule
    (kind, argument), *others = rule.items()
    if others:
        raise ValueError(f"one rule at a time, not {rule}")
    if kind == "exists":
        return there is argument
    if kind == "anything-but":
        return there and value not in (argument if isinstance(argument, list) else [argument])
    if kind == "numeric":
        return isinstance(value, int | float) and _in_range(argument, value)
    if kind not in _TEXT:
        raise ValueError(f"unknown rule {kind!r}")
    return isinstance(value, str) and _TEXT[kind](value, argument)


_TEXT: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "prefix": str.startswith,
    "suffix": str.endswith,
    "equals-ignore-case": lambda value, other: value.lower() == other.lower(),
}


def _in_range(argument: list[Any], value: float) -> bool:
    pairs = zip(argument[::2], argument[1::2], strict=True)
    return all(_COMPARE[sign](value, bound) for sign, bound in pairs)
