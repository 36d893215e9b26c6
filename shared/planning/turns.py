"""What the bot does in answer to messages: one message at most, and what is noted with it: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from shared.planning.places import FLOW, Place
from shared.planning.sight import Part, Sight, saying
from shared.planning.walking import Way, content
from shared.table import Item

Marks = list[dict[str, Any]]


@dataclass(slots=True)
class Turn:
    """``place`` is where the bot then stands, None where that does not change."""

    rule: str
    why: str
    way: Way = field(default_factory=Way)
    place: Place | None = None
    noted: Mapping[str, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=list)
    purpose: str = "reply"


def taken(sight: Sight, turn: Turn, trigger: Item) -> Part | None:
    """``turn`` as an instruction; None if it neither says nor changes anything.

    What an episode begins with, the disclosure and the greeting, stands above it.
    """
    way, marks = turn.way, [*turn.marks]
    above, begun = beginning(sight)
    if way.texts:
        marks += begun
    if turn.place:
        marks.append(_exact(sight, FLOW, _placed(turn).document()))
    noted = {**sight.attributes, **turn.noted, **way.attributes}
    if noted != sight.attributes:
        marks.append(_exact(sight, "attributes", noted))
    text = "\n\n".join([*above, *way.texts]) if way.texts else ""
    if not text and not marks:
        return None
    more = content(way) if text else {"silent": True}
    return saying(trigger, turn.rule, text, turn.purpose, marks, **more, why=turn.why)


def _placed(turn: Turn) -> Place:
    """It is sought where the message is shown, so it is as good as said."""
    way, place = turn.way, turn.place or Place()
    then = way.then.document() if way.then else {}
    return replace(place, reply=way.reply, step=way.step, bot=way.bot, then=then)


def beginning(sight: Sight) -> tuple[list[str], Marks]:
    """What is said first in an episode, and the marks that it was."""
    texts, marks = disclosure(sight)
    greeting, greeted = _once(sight, "greeting", "greeted")
    return texts + greeting, marks + greeted


def disclosure(sight: Sight) -> tuple[list[str], Marks]:
    """That a bot speaks, if it is to be said and was not in this episode."""
    return _once(sight, sight.configuration.policy.disclosure, "disclosed")


def _once(sight: Sight, reply: str, mark: str) -> tuple[list[str], Marks]:
    episode = sight.summary["episode"]
    text = sight.words(reply) if reply else ""
    if not text or sight.summary.get(mark, 0) >= episode:
        return [], []
    return [text], [{"name": mark, "value": episode, "unless_above": episode - 1}]


def _exact(sight: Sight, name: str, value: Any) -> dict[str, Any]:
    return {"name": name, "value": value, "exact": True, "upon": sight.summary.get(name)}
