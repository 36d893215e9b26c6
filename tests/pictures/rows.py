"""How high everything stands: rows of boxes, and the tracks of lines in the gaps between them."""

from collections.abc import Sequence
from typing import Final

from tests.pictures.boxes import LINE, Box, box_of, height_of
from tests.pictures.placing import Place
from tests.pictures.story import Story
from tests.pictures.ways import Course

_TRACK: Final = 12
_GAP: Final = 30

Track = tuple[int, str]  # the gap above that row, and whose track


def entering(course: Course) -> str:
    """Lines that enter a state at one place come together before it."""
    return f"into {course.edge.target} {course.enter_aside} {course.lane}"


def _tracks(places: dict[str, Place], courses: Sequence[Course]) -> dict[int, list[str]]:
    """By row, whose lines run sideways in the gap above it."""
    found: dict[int, list[str]] = {}
    for course in courses:
        row = places[course.edge.source][0]
        sideways = [(places[course.edge.target][0], entering(course))]
        if course.leave == "below" and course.lane:
            sideways.append((row + 1, f"out of {course.edge.source} {course.aside}"))
        if course.leave == "right" and not course.lane:
            sideways = []
        for gap, whose in sideways:
            if whose not in found.setdefault(gap, []):
                found[gap].append(whose)
    return found


def stacked(
    story: Story,
    places: dict[str, Place],
    courses: Sequence[Course],
) -> tuple[dict[str, Box], dict[Track, int]]:
    """The boxes row below row, and the height of each track."""
    tracks = _tracks(places, courses)
    boxes: dict[str, Box] = {}
    ys: dict[Track, int] = {}
    y = 0
    for row in range(1 + max(row for row, _ in places.values())):
        own = [name for name, place in places.items() if place[0] == row]
        words = [
            course.lower + len(course.label)
            for course in courses
            if course.leave == "below" and places[course.edge.source][0] == row - 1
        ]
        y += LINE * max(words, default=0) + _GAP // 2
        for whose in tracks.get(row, []):
            ys[row, whose] = y
            y += _TRACK
        y += _GAP // 2
        height = max(height_of(story.states[name]) for name in own)
        boxes |= {n: box_of(story.states[n], places[n], y, height) for n in own}
        y += height
    for whose in tracks.get(row + 1, []):
        ys[row + 1, whose] = y + _GAP
        y += _TRACK
    return boxes, ys
