"""What a workflow's conditions, tries and tasks are in words."""

import importlib
import re
from typing import Any, Final

from tests.asl import Graph
from tests.template import template

_COMPARED: Final = {
    "GreaterThanEquals": "at least",
    "LessThanEquals": "at most",
    "GreaterThan": "above",
    "LessThan": "below",
    "Matches": "like",
    "Equals": "is",
}
_SERVICES: Final = {"dynamodb": "DynamoDB", "events": "EventBridge", "sns": "SNS", "sqs": "SQS"}


def condition(rule: Graph) -> str:
    """A rule of a Choice: "reply is there", "looks below 2 and not early"."""
    for word, joined in (("And", " and "), ("Or", " or ")):
        if word in rule:
            return joined.join(map(condition, rule[word]))
    if "Not" in rule:
        return f"not ({condition(rule['Not'])})"
    name = _name(rule["Variable"])
    (test,) = set(rule) - {"Variable", "Next", "Comment"}
    value = rule[test]
    if test in ("IsNull", "IsPresent"):
        there = value is (test == "IsPresent")
        return f"{name} is there" if there else f"no {name}"
    if test == "BooleanEquals":
        return name if value is True else f"not {name}" if value is False else f"{name} is {value}"
    how = next(word for end, word in _COMPARED.items() if end in test)
    return f"{name} {how} {_name(str(value))}"


def _name(path: str) -> str:
    return path.rsplit(".", 1)[-1].replace("_", " ") if path.startswith("$") else path


def task(state: Graph) -> str:
    """What a Task does, in the words of the Lambda it calls, else the service's and the action."""
    parameters = state.get("Parameters", {})
    function = re.fullmatch(r"\$\{(\w+)Arn\}", str(parameters.get("FunctionName", "")))
    if function:
        handler = template()["Resources"][function[1]]["Properties"]["Handler"]
        said = importlib.import_module(handler.rsplit(".", 1)[0]).__doc__ or ""
        first = said.strip().split("\n\n")[0].replace("\n", " ").removeprefix("Lambda: ")
        return first[:1].upper() + first[1:]
    *_, service, action = state["Resource"].removesuffix(".sync").split(":")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", action).lower()
    return f"{_SERVICES.get(service, service)}: {words}"


def patience(state: Graph) -> str:
    """How long a Task may take and how often it is tried again."""
    tries = max((rule.get("MaxAttempts", 3) for rule in state.get("Retry", [])), default=0)
    again = f", tried again {tries} times" if tries else ""
    return f"at most {state['TimeoutSeconds']} s{again}" if "TimeoutSeconds" in state else ""


def errors(rule: dict[str, Any]) -> str:
    """The classes that a Catch names, without the service that raises them."""
    names = (name.rsplit(".", 1)[-1] for name in rule["ErrorEquals"])
    return ", ".join(name.removesuffix("Exception") for name in names)
