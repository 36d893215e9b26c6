"""What holds for every workflow: each rule names the states of a machine that break it."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Final

from shared import errors
from tests.asl import Graph, graphs, reachable, targets
from tests.reachable import reached
from tests.template import template

# From docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html and, for services,
# <service>.<exception>; read 2026-11-22.
THEIRS: Final = re.compile(r"(States|Lambda|DynamoDB|Sqs|SNS|EventBridge|Scheduler)\.\w+")
OURS: Final = {
    name
    for name, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, errors.ThreadlineError)
}
# What passes by itself, by what raises it; docs.aws.amazon.com/step-functions/latest/dg/
# bp-lambda-serviceexception.html and …/amazondynamodb/latest/developerguide/
# Programming.Errors.html, read 2026-11-22.
PASSING: Final = {
    "lambda": {
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
        "Lambda.TooManyRequestsException",
    },
    "dynamodb": {
        "DynamoDB.InternalServerError",
        "DynamoDB.ProvisionedThroughputExceededException",
        "DynamoDB.RequestLimitExceeded",
        "DynamoDB.ThrottlingException",
    },
}
_MOST_TRIES: Final = 10
_WORDS: Final = re.compile(r"([A-Z][a-z]+)+\??")
_VAGUE: Final = re.compile(r"(State|Step|Task|Choice|Pass|Lambda|Function)\d*\??")

Objections = Iterator[str]


def _states(machine: Graph, *kinds: str) -> Iterator[tuple[str, Graph]]:
    for graph in graphs(machine):
        for name, state in graph["States"].items():
            if not kinds or state["Type"] in kinds:
                yield name, state


def leads_nowhere(machine: Graph) -> Objections:
    for graph in graphs(machine):
        for name, state in graph["States"].items():
            yield from (name for target in targets(state) if target not in graph["States"])


def is_never_reached(machine: Graph) -> Objections:
    for graph in graphs(machine):
        yield from set(graph["States"]) - reachable(graph)


def never_ends(machine: Graph) -> Objections:
    """A state from which no way leads to an end."""
    for graph in graphs(machine):
        for name in graph["States"]:
            states = graph["States"]
            onward = reachable({"StartAt": name, "States": states}) & set(states)
            if not any(states[n].get("End") or states[n]["Type"] in _ENDS for n in onward):
                yield name


_ENDS: Final = ("Succeed", "Fail")


def turns_for_ever(machine: Graph) -> Objections:
    """A state that comes round again without passing a choice that looks at a number."""
    for graph in graphs(machine):
        uncounted = {n: s for n, s in graph["States"].items() if not _counts(s)}
        for name, state in uncounted.items():
            for target in targets(state):
                if name in reachable({"StartAt": target, "States": uncounted}):
                    yield name


def _counts(state: Graph) -> bool:
    rules = state.get("Choices", [])
    return any(test.startswith("Numeric") for rule in rules for test in rule) and "Default" in state


def is_untimed(machine: Graph) -> Objections:
    """Shorter than the whole, or else the whole would end it."""
    whole = machine.get("TimeoutSeconds", 0)
    if not whole:
        yield machine["StartAt"]
    for name, state in _states(machine, "Task"):
        if not 0 < state.get("TimeoutSeconds", 0) <= whole:
            yield name


def does_not_try_again(machine: Graph) -> Objections:
    """Where what passes by itself would end the run."""
    for name, state in _states(machine, "Task"):
        service = state["Resource"].split(":")[-2]
        named = {error for rule in state.get("Retry", []) for error in rule["ErrorEquals"]}
        wanted = PASSING.get(service, {"States.TaskFailed"})
        if not wanted <= named and not named & {"States.ALL", "States.TaskFailed"}:
            yield name


def tries_in_step_or_too_often(machine: Graph) -> Objections:
    for name, state in _states(machine):
        for rule in state.get("Retry", []):
            spread = rule.get("JitterStrategy") == "FULL" and rule.get("BackoffRate", 2.0) > 1
            if not spread or rule.get("MaxAttempts", 3) > _MOST_TRIES:
                yield name


def names_an_error_that_does_not_exist(machine: Graph) -> Objections:
    for name, error in _errors(machine):
        if error not in OURS and not THEIRS.fullmatch(error):
            yield name


def names_an_error_that_its_step_never_raises(machine: Graph) -> Objections:
    """By the step's code; Step Functions knows no bases, so each class stands for itself."""
    for name, error in _errors(machine):
        if error in OURS and error not in raised(dict(_states(machine))[name]):
            yield name


def has_no_telling_name(machine: Graph) -> Objections:
    """Choices ask, all others tell."""
    for name, state in _states(machine):
        asks = name.endswith("?") == (state["Type"] == "Choice")
        if not asks or not _WORDS.fullmatch(name) or _VAGUE.fullmatch(name):
            yield name


def does_not_say_what_it_is_for(machine: Graph) -> Objections:
    """Where no code of ours speaks for it, and its end is not all that it is."""
    for name, state in _states(machine, "Task", "Choice", "Pass", "Parallel", "Map"):
        spoken_for = str(state.get("Resource", "")).endswith("lambda:invoke")
        if not spoken_for and not state.get("Comment"):
            yield name


def _errors(machine: Graph) -> Iterator[tuple[str, str]]:
    for name, state in _states(machine):
        for rule in [*state.get("Retry", []), *state.get("Catch", [])]:
            yield from ((name, error) for error in rule["ErrorEquals"])


def raised(state: Graph) -> set[str]:
    """The classes of ours that the code of a Task can make; none where it has no code."""
    function = str(state.get("Parameters", {}).get("FunctionName", "")).rsplit(":", 1)[-1]
    resource = template()["Resources"].get(function.removesuffix("Arn"))
    if resource is None:
        return set()
    made = reached(resource["Properties"]["Handler"]).made
    return {name.rsplit(".", 1)[-1] for name in made if name.startswith("shared.errors.")}


RULES: Final[tuple[Callable[[Graph], Objections], ...]] = (
    leads_nowhere,
    is_never_reached,
    never_ends,
    turns_for_ever,
    is_untimed,
    does_not_try_again,
    tries_in_step_or_too_often,
    names_an_error_that_does_not_exist,
    names_an_error_that_its_step_never_raises,
    has_no_telling_name,
    does_not_say_what_it_is_for,
)
