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


class Parts(list[Parsed]):
    """The parts of a body, in their order; of those that cannot be used, no more than may be."""

    refused = 0

    def refuse(self, part: Unreadable) -> None:
        """One that cannot be used."""
        self.refused += 1
        if self.refused <= MOST_UNREADABLE:
            self.append(part)

    def whole(self) -> list[Parsed]:
        """All of them. Raises TooMuchUnreadable: then the body is to be kept as a whole."""
        if self.refused > MOST_UNREADABLE:
            raise TooMuchUnreadable([part for part in self if not isinstance(part, Unreadable)])
        return self


def bounded(parts: Iterable[Parsed]) -> list[Parsed]:
    """``parts``, which are made one by one. Raises TooMuchUnreadable, once all were made."""
    found = Parts()
    for part in parts:
        if isinstance(part, Unreadable):
            found.refuse(part)
        else:
            found.append(part)
    return found.whole()
