"""How large each state is drawn, and how wide its words run. All in whole pixels."""

import textwrap
from dataclasses import dataclass
from typing import Final

from tests.pictures.placing import Place
from tests.pictures.story import State

WIDTH: Final = 270
CHOICE_WIDTH: Final = 330
COLUMN: Final = 500  # from the middle of one column to that of the next
LINE: Final = 14
_LETTERS: Final = {"choice": 30}
_PADDING: Final = 10


@dataclass(frozen=True, slots=True)
class Box:
    """A state's shape: its middle, its size and its words below the name."""

    state: State
    row: int
    column: int
    x: int
    y: int
    width: int
    height: int
    words: tuple[str, ...]

    @property
    def is_diamond(self) -> bool:
        return self.state.kind == "choice"

    def edge(self, aside: int, *, below: bool) -> int:
        """How far up or down the shape reaches, ``aside`` of its middle."""
        half = self.height // 2
        if self.is_diamond:
            half -= half * abs(aside) * 2 // self.width
        return self.y + half if below else self.y - half


def words_of(state: State) -> tuple[str, ...]:
    said = textwrap.wrap(state.comment, _LETTERS.get(state.kind, 42))
    return (*said, *([state.patience] if state.patience else []))


def height_of(state: State) -> int:
    text = LINE * (1 + len(words_of(state))) + 2 * _PADDING
    # Half as high as its words at their ends is all that a diamond leaves them.
    return text * 2 if state.kind == "choice" else text


def box_of(state: State, place: Place, top: int, row_height: int) -> Box:
    row, column = place
    return Box(
        state,
        row,
        column,
        x=column * COLUMN,
        y=top + row_height // 2,
        width=CHOICE_WIDTH if state.kind == "choice" else WIDTH,
        height=height_of(state),
        words=words_of(state),
    )
