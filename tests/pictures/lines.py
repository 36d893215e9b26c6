"""The points through which each edge is drawn, and where its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tests.pictures.boxes import COLUMN, LINE, WIDTH, Box, box_of, height_of
from tests.pictures.placing import Place
from tests.pictures.story import Story
from tests.pictures.ways import Course

_TRACK: Final = 12
_LANE: Final = 16
_LABELS: Final = 190  # room for words between the states and the lanes
_GAP: Final = 30

Point = tuple[int, int]
Track = tuple[int, str]  # the gap above that row, and whose track


@dataclass(frozen=True, slots=True)
class Line:
    course: Course
    points: tuple[Point, ...]
    label_at: Point
    joins: bool = False  # it ends where another line goes on for it


@dataclass(frozen=True, slots=True)
class Drawing:
    boxes: dict[str, Box]
    lines: tuple[Line, ...]


def draw(story: Story, places: dict[str, Place], courses: Sequence[Course]) -> Drawing:
    tracks = _tracks(places, courses)
    boxes, ys = _stacked(story, places, courses, tracks)
    lanes = _lanes(places, courses)
    lines: list[Line] = []
    for course in courses:
        lines.append(_joined(_line(course, boxes, ys, lanes), lines))
    return Drawing(boxes, tuple(lines))


def _joined(line: Line, others: Sequence[Line]) -> Line:
    """``line`` only as far as the lane on which another one runs already to the same place."""
    if not line.course.lane:
        return line
    before, (x, y) = line.points[:-4], line.points[-4]
    for other in others:
        if other.course.lane == line.course.lane and not other.joins:
            _, (_, begin), (_, end) = other.points[:-2][-3:]
            if min(begin, end) <= y <= max(begin, end):
                return replace(line, points=(*before, (x, y)), joins=True)
    return line


def _entering(course: Course) -> str:
    """Lines that enter a state at one place come together before it."""
    return f"into {course.edge.target} {course.enter_aside} {course.lane}"


def _tracks(places: dict[str, Place], courses: Sequence[Course]) -> dict[int, list[str]]:
    """By row, whose lines run sideways in the gap above it."""
    found: dict[int, list[str]] = {}
    for course in courses:
        row = places[course.edge.source][0]
        sideways = [(places[course.edge.target][0], _entering(course))]
        if course.leave == "below" and course.lane:
            sideways.append((row + 1, f"out of {course.edge.source} {course.aside}"))
        if course.leave == "right" and not course.lane:
            sideways = []
        for gap, whose in sideways:
            if whose not in found.setdefault(gap, []):
                found[gap].append(whose)
    return found


def _stacked(
    story: Story,
    places: dict[str, Place],
    courses: Sequence[Course],
    tracks: dict[int, list[str]],
) -> tuple[dict[str, Box], dict[Track, int]]:
    """The boxes row below row, and the height of each track."""
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


def _lanes(places: dict[str, Place], courses: Sequence[Course]) -> dict[str, int]:
    names = list(dict.fromkeys(course.lane for course in courses if course.lane))
    right = max(column for _, column in places.values()) * COLUMN + WIDTH // 2 + _LABELS
    left = -(WIDTH // 2) - _LABELS
    return {
        name: right + _LANE * number if name.startswith("right") else left - _LANE * number
        for number, name in enumerate(names)
    }


def _line(
    course: Course, boxes: dict[str, Box], ys: dict[Track, int], lanes: dict[str, int]
) -> Line:
    source, target = boxes[course.edge.source], boxes[course.edge.target]
    if course.leave == "right" and not course.lane:
        x, to = source.x + source.width // 2, target.x - target.width // 2
        return Line(course, ((x, source.y), (to, source.y)), (x + 6, source.y - 6))
    end_x = target.x + course.enter_aside
    sideways = ys[target.row, _entering(course)]
    end = [(end_x, sideways), (end_x, target.edge(course.enter_aside, below=False))]
    begin, label_at = _beginning(course, source)
    if course.lane:
        x = lanes[course.lane]
        if course.leave == "below":
            out = ys[source.row + 1, f"out of {course.edge.source} {course.aside}"]
            begin = [*begin, (begin[-1][0], out)]
        begin = [*begin, (x, begin[-1][1]), (x, sideways)]
    else:
        begin = [*begin, (begin[-1][0], sideways)]
    return Line(course, _plain([*begin, *end]), label_at)


def _beginning(course: Course, source: Box) -> tuple[list[Point], Point]:
    """Where it leaves its state, and where its words stand."""
    if course.leave == "below":
        x, y = source.x + course.aside, source.edge(course.aside, below=True)
        return [(x, y)], (x + 6, source.y + source.height // 2 + LINE * (1 + course.lower))
    half = source.width // 2
    if course.leave == "left":
        longest = max(map(len, course.label), default=0)
        return [(source.x - half, source.y)], (source.x - half - 7 * longest, source.y - 6)
    return [(source.x + half, source.y)], (source.x + half + 6, source.y - 6)


def _plain(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without repetitions and points within a straight line."""
    kept: list[Point] = []
    for point in points:
        if len(kept) > 1 and any(kept[-2][n] == kept[-1][n] == point[n] for n in (0, 1)):
            kept[-1] = point
        elif point not in kept[-1:]:
            kept.append(point)
    return tuple(kept)
