"""Which messages annotations wait for, as a summary has it in ``awaited``: pure.

Nearly always none, and then a new message need not be asked for its annotations. Refs are few;
beyond that all count as awaited, for a platform may tell of messages that never come.
"""

from collections.abc import Iterable
from typing import Final

from shared.table import Item

NAME: Final = "awaited"
MOST: Final = 8
ANY: Final = "*"


def is_awaited(ref: str, summary: Item) -> bool:
    """Whether annotations wait for the message that the platform calls ``ref``, in our spelling."""
    refs = summary.get(NAME, ())
    return ref in refs or ANY in refs


def together(*lists: Iterable[str]) -> list[str]:
    """The refs of all ``lists``."""
    refs = sorted({ref for refs in lists for ref in refs})
    return [ANY] if ANY in refs or len(refs) > MOST else refs


def without(ref: str, refs: Iterable[str]) -> list[str]:
    """``refs`` once the message has come."""
    return [other for other in refs if other != ref]
