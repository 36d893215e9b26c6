"""Which way each edge takes round the states, before anything has a size.

Between two rows of states lies a gap, in which lines run sideways, each way on a track of its own;
beside all of them lie lanes, on which lines run up and down past several rows. No line runs
through a row but straight down an empty column or sideways out of the outermost state.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.pictures.placing import Place
from tests.pictures.story import Edge, Story

Leave = Literal["below", "right", "left"]
_ASIDE: Final = {"next": 0, "else": 0, "if": 36, "error": 64}
_FURTHER_ASIDE: Final = 32
_ENTER: Final = {"next": 0, "else": 0, "if": 0, "error": 24}
_BY_LANE: Final = 52
_LETTERS: Final = 28


@dataclass(frozen=True, slots=True)
class Course:
    """``leave`` tells on which side it begins, ``lane`` beside which it runs, if it does.

    ``aside`` and ``enter_aside`` are pixels from the middle of the source and of the target,
    ``lower`` how many lines its words stand below those of others that begin there.
    """

    edge: Edge
    leave: Leave
    lane: str  # "", or the name of a lane
    aside: int
    enter_aside: int
    label: tuple[str, ...]
    lower: int = 0


def courses(story: Story, places: dict[str, Place]) -> list[Course]:
    made: list[Course] = []
    for edge in story.edges:
        before = [course for course in made if course.edge.source == edge.source]
        made.append(_course(edge, places, before))
    return made


def _course(edge: Edge, places: dict[str, Place], before: Sequence[Course]) -> Course:
    source, target = places[edge.source], places[edge.target]
    label = tuple(textwrap.wrap(edge.label, _LETTERS))
    leave, lane = _leaving(edge, places, {course.leave for course in before})
    if leave != "below":
        enter = {"": 0, "left": -_BY_LANE, "right": _BY_LANE}[lane.split(" ")[0]]
        return Course(edge, leave, lane, 0, enter, label)
    below = [course for course in before if course.leave == "below"]
    same = sum(course.edge.way == edge.way for course in below)
    aside = _ASIDE[edge.way] + _FURTHER_ASIDE * same
    if source[1] == target[1] and not lane and edge.way in ("next", "else"):
        aside = 0
    lower = sum(len(course.label) for course in below)
    return Course(edge, leave, lane, aside, _BY_LANE if lane else _ENTER[edge.way], label, lower)


def _leaving(edge: Edge, places: dict[str, Place], taken: set[Leave]) -> tuple[Leave, str]:
    """On which side it begins, and on which lane it runs; each side has room for one line."""
    source, target = places[edge.source], places[edge.target]
    beside = any(row == source[0] and column > source[1] for row, column in places.values())
    if source[0] == target[0] and target[1] == source[1] + 1 and "right" not in taken:
        return "right", ""
    far = edge.way == "error" and target[0] > source[0] + 1
    if not far and _may_go_down(source, target, places):
        return "below", ""
    if edge.way != "error" and target[0] > source[0] and not source[1] and "left" not in taken:
        return "left", f"left {edge.target}"
    lane = f"right {edge.target} {edge.way == 'error'}"
    return "below" if beside or "right" in taken else "right", lane


def _may_go_down(source: Place, target: Place, places: dict[str, Place]) -> bool:
    if target[0] <= source[0]:
        return False
    return not any(
        column == source[1] and source[0] < row < target[0] for row, column in places.values()
    )
