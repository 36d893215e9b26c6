"""Workflows read as graphs, as the template deploys them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.local.places import ROOT
from tests.template import template

FILES = sorted((ROOT / "functions").rglob("*.asl.yaml"))

Graph = dict[str, Any]


def machine(path: Path) -> Graph:
    """The definition, with something plausible for what the template substitutes."""
    text = path.read_text()
    for name in substitutions(path):
        text = text.replace(
            f"${{{name}}}", f"arn:aws:lambda:eu-west-1:123456789012:function:{name}"
        )
    parsed: Graph = yaml.safe_load(text)
    return parsed


def substitutions(path: Path) -> set[str]:
    wanted = str(path.relative_to(ROOT))
    for resource in template()["Resources"].values():
        if resource.get("Properties", {}).get("DefinitionUri") == wanted:
            return set(resource["Properties"]["DefinitionSubstitutions"])
    raise AssertionError(f"no state machine of the template is {wanted}")


def graphs(graph: Graph) -> Iterator[Graph]:
    """The machine itself, the branches of each Parallel and the inside of each Map."""
    yield graph
    for state in graph["States"].values():
        inside = [state[key] for key in ("ItemProcessor", "Iterator") if key in state]
        for inner in [*state.get("Branches", []), *inside]:
            yield from graphs(inner)


def states(path: Path) -> Iterator[tuple[str, Graph]]:
    for graph in graphs(machine(path)):
        yield from graph["States"].items()


def targets(state: Graph) -> Iterator[str]:
    for choice in [state, *state.get("Choices", []), *state.get("Catch", [])]:
        if "Next" in choice:
            yield choice["Next"]
    if "Default" in state:
        yield state["Default"]


def reachable(graph: Graph) -> set[str]:
    seen, waiting = set[str](), [graph["StartAt"]]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += list(targets(graph["States"].get(name, {})))
    return seen
