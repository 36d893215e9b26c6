"""What a body says, without room for one of which too much says nothing."""

from collections.abc import Iterable, Sequence
from typing import Final

from shared.messages import Parsed, Unreadable

# Of one body: each of them is kept by itself, which takes a call, and a hundred times the room that
# it has in the body.
MOST_UNREADABLE: Final = 100


class TooMuchUnreadable(ValueError):
    """More than MOST_UNREADABLE parts of a body cannot be used. ``readable`` are all the others."""

    def __init__(self, readable: Sequence[Parsed]) -> None:
        super().__init__("too much of it is unreadable")
        self.readable = list(readable)


def bounded(parts: Iterable[Parsed]) -> list[Parsed]:
    """``parts``, which are made one by one.

    Raises TooMuchUnreadable, once all were made: then the body is to be kept as a whole.
    """
    found: list[Parsed] = []
    unreadable = 0
    for part in parts:
        unreadable += isinstance(part, Unreadable)
        if unreadable <= MOST_UNREADABLE or not isinstance(part, Unreadable):
            found.append(part)
    if unreadable > MOST_UNREADABLE:
        raise TooMuchUnreadable([part for part in found if not isinstance(part, Unreadable)])
    return found
