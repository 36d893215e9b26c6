"""How far a survey is with a customer: pure.

It is one value on the summary, ``survey``, which moves together with what is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from shared.ids import MessageId
from shared.planning.places import Place
from shared.table import Item

SURVEY: Final = "survey"  # the attribute of the summary, and the purpose of what is said


@dataclass(frozen=True, slots=True)
class Standing:
    """``words`` is where the last ones were said, and when the first of them:
    ``{"reply": …, "step": …, "since": ms}``; ``shown``: the customer has read what the place
    asks; ``led`` is the id of the answer that led to people."""

    place: Place
    taken: tuple[str, ...] = ()  # ids of the messages that were answers
    words: Mapping[str, Any] = field(default_factory=dict)
    shown: bool = True
    led: str = ""

    @classmethod
    def of(cls, summary: Item) -> "Standing":
        stored = dict(summary.get(SURVEY) or {})
        taken, words = stored.pop("taken", ()), stored.pop("words", {})
        led = stored.pop("led", "")
        return cls(Place(**stored), tuple(taken), words, led=led)

    def document(self) -> dict[str, Any]:
        more: dict[str, Any] = {"taken": [*self.taken]} if self.taken else {}
        more |= {"led": self.led} if self.led else {}
        return self.place.document() | more | ({"words": self.words} if self.words else {})

    def has_taken(self, message: Item) -> bool:
        return str(MessageId.of(message)) in self.taken

    def has_led(self, message: Item) -> bool:
        return str(MessageId.of(message)) == self.led
