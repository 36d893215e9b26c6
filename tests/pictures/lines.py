"""The points through which each edge is drawn, and where its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tests.pictures.boxes import COLUMN, LINE, WIDTH, Box
from tests.pictures.placing import Place
from tests.pictures.rows import Track, entering, stacked
from tests.pictures.story import Story
from tests.pictures.ways import Course

_LANE: Final = 16
_LABELS: Final = 190  # room for words between the states and the lanes

Point = tuple[int, int]


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
    boxes, ys = stacked(story, places, courses)
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
    sideways = ys[target.row, entering(course)]
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
