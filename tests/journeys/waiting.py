"""Whether a customer who asked for something was forgotten, by what the log tells: pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shared.ids import MessageId
from shared.table import Item
from tests.journeys.outgoing import WINDOWS_MS

ACKNOWLEDGING: Final = frozenset({"greeting", "away", "default-reply", "help"})
_UNSENT: Final = ("failed", "unknown")


@dataclass(frozen=True, slots=True)
class Story:
    """What became of ``asked``, when everything rests at last: everything that was written to the
    log, as it stands then, and how the conversation does."""

    asked: Item
    log: Sequence[Item]
    decisions: Sequence[Item]
    owner: str
    status: str
    promised: bool  # whether its team promises an answer in a time that is long over


def wrong(story: Story) -> str:
    """Who was forgotten, or not told; "" if a question was answered, or somebody has it and each
    of those who had to be was told that the customer waits."""
    later = story.log[_place(story) + 1 :]
    if any(map(_answers, later)) or any(_takes(message, story.asked) for message in later):
        return ""
    if any(_settles(decision, story.asked) for decision in story.decisions):
        return ""
    return _left_alone(story, later) or _untold(story, later)


def _left_alone(story: Story, later: Sequence[Item]) -> str:
    """A reminder a day later is no excuse for a bot that never took the message up."""
    if story.owner != "bot" and story.status == "open":
        return ""
    by_agents = any(d["by"].startswith("agent:") for d in story.decisions)
    excused = by_agents or any(message["status"] in _UNSENT for message in later)
    return "" if excused else f"forgotten, and left to {story.owner}"


def _untold(story: Story, later: Sequence[Item]) -> str:
    """Each kind of notice for itself: one of another kind does not stand for it."""
    since = _last_by_people(story)
    tried = any(message["status"] in _UNSENT for message in later)
    has_window = story.asked["channel"] in WINDOWS_MS
    # What was on its way when it was to come, and failed only then, stood for an answer.
    if has_window and not tried and "window-reminder" not in _told(later):
        return f"{story.owner} was never reminded before the window closed"
    with_people = story.owner != "bot" and story.status == "open"
    if story.promised and with_people and "service-level-breach" not in _told(story.log[since:]):
        return f"{story.owner} never heard that a promise was broken"
    return ""


def _place(story: Story) -> int:
    names = [_id(message) for message in story.log]
    return names.index(_id(story.asked))


def _last_by_people(story: Story) -> int:
    """Where the log goes on after people last answered."""
    said = [n for n, m in enumerate(story.log) if m["author_kind"] == "agent" and _answers(m)]
    return said[-1] + 1 if said else 0


def _told(messages: Sequence[Item]) -> set[str]:
    notes = [message for message in messages if message["direction"] == "note"]
    return {json.loads(note["content"]).get("event", "") for note in notes if note.get("content")}


def _answers(message: Item) -> bool:
    if message["direction"] != "outbound" or message["status"] in ("failed", "held", "queued"):
        return False
    return message.get("rule") not in ACKNOWLEDGING and message["author_kind"] != "system"


def _settles(decision: Item, asked: Item) -> bool:
    """Whether by it somebody has seen to what was asked."""
    seen_to = decision["status"] in ("resolved", "snoozed")
    return seen_to and bool(decision["at"] >= asked["received_at"])


def _takes(message: Item, asked: Item) -> bool:
    """Whether it was taken for an answer to the survey."""
    return message["direction"] == "note" and _id(asked) in message["content"]


def _id(message: Item) -> str:
    return str(MessageId.of(message))
