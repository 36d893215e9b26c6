"""Where the bot stands with a customer: pure.

It is one value on the summary, ``flow``, which moves together with what is said. So it needs no
timer, and costs nothing while nobody answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from shared.history import arrival
from shared.table import Item

FLOW: Final = "flow"  # the attribute of the summary


@dataclass(frozen=True, slots=True)
class Place:
    """``through`` is the arrival of the last message that it dealt with. ``step`` is "" where
    nothing is asked any more; ``then`` is where the conversation goes, as ``Next.parse`` reads it.
    """

    reply: str = ""
    step: str = ""
    bot: str = ""  # the external one that has the conversation
    episode: int = 0
    at: int = 0  # when what it dealt with had arrived, ms
    through: str = ""
    tries: int = 0  # wrong answers so far
    then: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, summary: Item) -> "Place":
        """Nowhere, if it is of another episode, or people have decided since; when that was is
        known even so, for what was shown can still be pressed."""
        place = cls(**summary.get(FLOW) or {})
        by_people = not str(summary.get("decided_by", "workflow")).startswith("workflow")
        over = by_people and summary.get("decided_at", 0) > place.at
        return cls(at=place.at) if over or place.episode != summary["episode"] else place

    def document(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}


def moved(place: Place, summary: Item, dealt: Sequence[Item]) -> Place:
    """``place`` after it has dealt with ``dealt``."""
    last = max(dealt, key=arrival)
    return replace(place, episode=summary["episode"], at=last["received_at"], through=arrival(last))
