"""A workflow's states and the ways between them, as they are to be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from tests.asl import Graph
from tests.pictures import wording

Kind = Literal["task", "choice", "end", "fail"]
Way = Literal["next", "if", "else", "error"]


@dataclass(frozen=True, slots=True)
class State:
    name: str
    kind: Kind
    comment: str = ""  # the workflow's own words, or what the step's code says of itself
    patience: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    way: Way
    label: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    comment: str
    start: str
    states: dict[str, State]
    edges: tuple[Edge, ...]

    def edges_of(self, name: str, *ways: Way) -> list[Edge]:
        return [e for e in self.edges if e.source == name and (not ways or e.way in ways)]


def read(path: Path) -> Story:
    """The story that the workflow at ``path`` tells, its states in the order of the file."""
    graph: Graph = yaml.safe_load(path.read_text())
    states = {name: _state(name, state) for name, state in graph["States"].items()}
    edges = tuple(edge for name, state in graph["States"].items() for edge in _edges(name, state))
    title = path.name.removesuffix(".asl.yaml")
    return Story(title, " ".join(graph["Comment"].split()), graph["StartAt"], states, edges)


def _state(name: str, state: Graph) -> State:
    said = " ".join(state.get("Comment", "").split())
    match state["Type"]:
        case "Choice":
            return State(name, "choice", said)
        case "Succeed":
            return State(name, "end", said)
        case "Fail":
            return State(name, "fail", said or f"{state['Error']}: {state['Cause']}")
        case "Task":
            return State(name, "task", said or wording.task(state), wording.patience(state))
        case "Wait":
            return State(name, "task", said or "Waits for as long as was planned.")
        case kind:
            return State(name, "task", said or kind)


def _edges(name: str, state: Graph) -> Iterator[Edge]:
    for rule in state.get("Choices", []):
        yield Edge(name, rule["Next"], "if", wording.condition(rule))
    if "Default" in state:
        yield Edge(name, state["Default"], "else", "else")
    if "Next" in state:
        yield Edge(name, state["Next"], "next")
    for rule in state.get("Catch", []):
        yield Edge(name, rule["Next"], "error", wording.errors(rule))
