"""The workflows' pictures: they are those of today, show everything, and can be read."""

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.asl import FILES
from tests.pictures import mermaid, svg
from tests.pictures.__main__ import PLACE, pictures
from tests.pictures.boxes import Box
from tests.pictures.lines import Drawing, Line, draw
from tests.pictures.placing import places
from tests.pictures.story import Edge, Kind, State, Story, Way, read
from tests.pictures.ways import courses
from tests.pictures.wording import condition

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def drawn(story: Story) -> Drawing:
    where = places(story)
    return draw(story, where, courses(story, where))


def test_the_pictures_are_those_of_the_workflows_as_they_are() -> None:
    """`make pictures` draws them anew."""
    there = {path: path.read_text() for path in PLACE.iterdir()}
    stale = [path.name for path, text in pictures().items() if there.get(path) != text]
    assert not stale, "run make pictures"
    assert set(there) == set(pictures()), "a picture of a workflow that is gone"


@each_file
def test_a_picture_shows_every_state_and_every_error_that_leads_somewhere(path: Path) -> None:
    story = read(path)
    said = [text.text or "" for text in ET.fromstring(svg.render(story, drawn(story))).iter()]  # noqa: S314
    words = " ".join(said)
    for name in story.states:
        assert said.count(name) == 1, name
    for edge in story.edges:
        assert edge.label in words or all(word in words for word in edge.label.split()), edge


@each_file
def test_the_chart_for_code_hosts_has_every_way_once(path: Path) -> None:
    story = read(path)
    chart = mermaid.render(story).split("```")[1]
    assert sum(" -.-> " in line or "-.->|" in line for line in chart.splitlines()) == len(
        [edge for edge in story.edges if edge.way == "error"]
    )
    assert chart.count("-->") == len([edge for edge in story.edges if edge.way != "error"])


A = {"Variable": "$.a", "IsNull": False}
B = {"Variable": "$.b", "IsNull": True}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"Variable": "$.reply", "IsNull": False, "Next": "x"}, "reply is there"),
        ({"Variable": "$.reply", "IsNull": True, "Next": "x"}, "no reply"),
        ({"Variable": "$.reply", "IsPresent": True, "Next": "x"}, "reply is there"),
        ({"Variable": "$.nothing_new", "BooleanEquals": True, "Next": "x"}, "nothing new"),
        ({"Variable": "$.early", "BooleanEquals": False, "Next": "x"}, "not early"),
        ({"Variable": "$.looks", "NumericLessThan": 2, "Next": "x"}, "looks below 2"),
        ({"Variable": "$.a", "StringEqualsPath": "$.of.b", "Next": "x"}, "a is b"),
        ({"And": [A, {"Not": B}]}, "a is there and not (no b)"),
    ],
)
def test_a_condition_is_told_in_words(rule: dict[str, object], words: str) -> None:
    assert condition(rule) == words


@each_file
def test_nothing_lies_upon_anything_else(path: Path) -> None:
    check(read(path))


@st.composite
def stories(draw_: st.DrawFn) -> Story:
    """Any workflow that begins at its first state, each choice with up to three rules."""
    names = [f"State{number}" for number in range(draw_(st.integers(2, 12)))]
    to = st.sampled_from(names)
    states, edges = {}, []
    for name in names:
        kind: Kind = draw_(st.sampled_from(["task", "choice", "end"]))
        states[name] = State(name, kind, draw_(st.sampled_from(["", "said " * 12])))
        ways: list[Way] = {
            "task": ["next", *["error"] * draw_(st.integers(0, 2))],
            "choice": [*["if"] * draw_(st.integers(1, 3)), "else"],
            "end": [],
        }[kind]  # type: ignore[assignment]
        edges += [Edge(name, draw_(to), way, way) for way in ways]
    return Story("any", "", names[0], states, tuple(edges))


@settings(max_examples=60)
@given(stories())
def test_nothing_would_lie_upon_anything_else_whatever_the_workflow(story: Story) -> None:
    check(story)


def check(story: Story) -> None:
    drawing = drawn(story)
    assert set(drawing.boxes) == set(story.states)
    assert len(drawing.lines) == len(story.edges)
    for one, other in combinations(drawing.boxes.values(), 2):
        apart_x = abs(one.x - other.x) - (one.width + other.width) / 2
        apart_y = abs(one.y - other.y) - (one.height + other.height) / 2
        assert apart_x > 0 or apart_y > 0, (one.state.name, other.state.name)
    for line in drawing.lines:
        assert touches(drawing.boxes[line.course.edge.source], line.points[0])
        if not line.joins:
            assert touches(drawing.boxes[line.course.edge.target], line.points[-1])
        for box in drawing.boxes.values():
            assert not runs_through(line, box), (line, box)


def touches(box: Box, point: tuple[int, int]) -> bool:
    x, y = point
    return abs(x - box.x) <= box.width // 2 and abs(y - box.y) <= box.height // 2


def runs_through(line: Line, box: Box) -> bool:
    """Whether any stretch lies within the shape, not only at its border."""
    for (x1, y1), (x2, y2) in pairwise(line.points):
        assert x1 == x2 or y1 == y2
        left, right = sorted((x1, x2))
        top, bottom = sorted((y1, y2))
        if left < box.x + box.width // 2 and right > box.x - box.width // 2:
            nearest = min(max(box.x, left), right) - box.x
            high, low = box.edge(nearest, below=False) + 1, box.edge(nearest, below=True) - 1
            if top < low and bottom > high:
                return True
    return False
