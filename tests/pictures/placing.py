"""Where each state stands: the main line down the left, what is done only sometimes beside it."""

from tests.pictures.story import Story

Place = tuple[int, int]  # row, column


def places(story: Story) -> dict[str, Place]:
    """Every state once, none of the others in its row and column.

    A line goes down; a choice's other ways go off to the right, from its own row on, and the
    line goes on below them. What only an error leads to comes last.
    """
    placed: dict[str, Place] = {}
    row = _line(story, story.start, (0, 0), frozenset(), placed)
    for name in story.states:
        if name not in placed:
            row = _line(story, name, (row, 1), frozenset(), placed)
    return placed


def _line(
    story: Story, start: str, at: Place, elsewhere: frozenset[str], placed: dict[str, Place]
) -> int:
    """Place the line from ``start`` up to where it joins another; returns the row below it."""
    row, column = at
    line = _main_line(story, start, elsewhere, placed)
    taken = elsewhere | {*line}
    for name in line:
        placed[name] = row, column
        below = branch = row
        for way in story.edges_of(name, "if"):
            if way.target not in taken and way.target not in placed:
                branch = _line(story, way.target, (branch, column + 1), taken, placed)
                below = branch - 1
        row = below + 1
    return row


def _main_line(
    story: Story, start: str, elsewhere: frozenset[str], placed: dict[str, Place]
) -> list[str]:
    line: list[str] = []
    name: str | None = start
    while name and name not in elsewhere and name not in placed and name not in line:
        line.append(name)
        name = next((way.target for way in story.edges_of(name, "next", "else")), None)
    return line
