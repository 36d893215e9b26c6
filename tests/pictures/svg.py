"""A drawing as SVG, the same bytes for the same workflow."""

import textwrap
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from tests.pictures.boxes import LINE, Box
from tests.pictures.lines import Drawing, Line
from tests.pictures.story import Story

_MARGIN: Final = 40
_LETTERS: Final = 120  # of a line of the heading
_STYLE: Final = """
text { font: 12px Helvetica, Arial, sans-serif; fill: #333; }
.title { font-size: 20px; font-weight: bold; }
.name { font-size: 13px; font-weight: bold; text-anchor: middle; fill: #111; }
.words { text-anchor: middle; }
.patience { text-anchor: middle; font-size: 11px; fill: #777; }
.label { paint-order: stroke; stroke: #fff; stroke-width: 4px; font-style: italic; }
.label.error { fill: #a32; }
.task { fill: #eef4fc; stroke: #47729f; }
.choice { fill: #fff8e1; stroke: #b58a1b; }
.end { fill: #e9f6ec; stroke: #3c8a55; }
.fail { fill: #fdecea; stroke: #a32; }
.line { fill: none; stroke: #555; stroke-width: 1.3; marker-end: url(#arrow); }
.line.joins { marker-end: url(#joint); }
.line.error { stroke: #a32; stroke-dasharray: 5 4; marker-end: url(#error); }
.line.error.joins { marker-end: url(#joint); }
"""
_ARROWS: Final = """<defs>
<marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" \
orient="auto"><path d="M0 0 8 4 0 8z" fill="#555"/></marker>
<marker id="error" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" \
orient="auto"><path d="M0 0 8 4 0 8z" fill="#a32"/></marker>
<marker id="joint" viewBox="0 0 6 6" refX="3" refY="3" markerWidth="5" markerHeight="5">\
<circle cx="3" cy="3" r="2.5" fill="#777"/></marker>
</defs>"""


def render(story: Story, drawing: Drawing) -> str:
    """A whole SVG document; what the workflow is for stands above it."""
    heading = textwrap.wrap(story.comment, _LETTERS)
    above = _MARGIN + 24 + LINE * len(heading)
    xs = [x for line in drawing.lines for x, _ in line.points]
    xs += [x for box in drawing.boxes.values() for x in (box.x - box.width, box.x + box.width)]
    ys = [y for line in drawing.lines for _, y in line.points]
    ys += [box.y + box.height // 2 for box in drawing.boxes.values()]
    left, width = min(xs) - _MARGIN, max(xs) - min(xs) + 2 * _MARGIN
    height = above + max(ys) + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{left} {-above} {width} {height}" role="img" aria-labelledby="title story">',
        f'<title id="title">{escape(story.title)}</title>',
        f'<desc id="story">{escape(story.comment)}</desc>',
        f"<style>{_STYLE}</style>",
        _ARROWS,
        f'<rect x="{left}" y="{-above}" width="{width}" height="{height}" fill="#fff"/>',
        _text(left + _MARGIN, -above + _MARGIN, story.title, "title"),
    ]
    for number, words in enumerate(heading):
        parts.append(_text(left + _MARGIN, -above + _MARGIN + 22 + LINE * number, words, ""))
    parts += [_line(line) for line in drawing.lines]
    parts += [part for box in drawing.boxes.values() for part in _box(box)]
    parts += [part for line in drawing.lines for part in _label(line)]
    return "\n".join([*parts, "</svg>", ""])


def _line(line: Line) -> str:
    points = " ".join(f"{x},{y}" for x, y in line.points)
    kind = f"{line.course.edge.way} joins" if line.joins else line.course.edge.way
    return f'<polyline class="line {kind}" points="{points}"/>'


def _label(line: Line) -> Iterator[str]:
    x, y = line.label_at
    for number, words in enumerate(line.course.label):
        yield _text(x, y + LINE * number, words, f"label {line.course.edge.way}")


def _box(box: Box) -> Iterator[str]:
    half, tall = box.width // 2, box.height // 2
    kind = box.state.kind
    if box.is_diamond:
        corners = ((0, -tall), (half, 0), (0, tall), (-half, 0))
        points = " ".join(f"{box.x + x},{box.y + y}" for x, y in corners)
        yield f'<polygon class="{kind}" points="{points}"/>'
    else:
        round_by = 4 if kind == "task" else 18
        yield (
            f'<rect class="{kind}" x="{box.x - half}" y="{box.y - tall}" '
            f'width="{box.width}" height="{2 * tall}" rx="{round_by}"/>'
        )
    top = box.y - LINE * len(box.words) // 2 + 4
    yield _text(box.x, top, box.state.name, "name")
    for number, words in enumerate(box.words, 1):
        style = "patience" if words == box.state.patience else "words"
        yield _text(box.x, top + LINE * number, words, style)


def _text(x: int, y: int, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(words)}</text>'
