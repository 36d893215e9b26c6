"""What a plan is made from: pure, and each part of the plan sees what those before it will do."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from shared.configuration import Configuration, Next
from shared.history import arrival
from shared.ids import MessageId
from shared.planning.consenting import besides
from shared.planning.places import Place
from shared.table import Item
from shared.wording import languages

BY: Final = "workflow:inbound"
Part = dict[str, Any]


@dataclass(slots=True)
class Sight:
    """``summary`` is as it will be after the parts so far. ``new`` are inbound messages in the
    order of their arrival, none if only a timer has rung; ``talk`` those of them that ask for
    something."""

    summary: Item
    new: list[Item]
    configuration: Configuration
    now: int
    window_open: bool
    talk: list[Item] = field(default_factory=list)
    # What the answer makes of the rest: where the conversation goes, and whether the bot keeps it.
    then: Next | None = None
    kept: bool = False
    because: str = ""  # why it goes there, where that is worth telling
    # Which bot is to be asked about which messages, and what is noted whatever it says.
    bot: str = ""
    left: list[Item] = field(default_factory=list)
    noted: dict[str, str] = field(default_factory=dict)
    # To whom an answer to a survey leads.
    led: Next | None = None
    # A reopening that is one decision with who gets the conversation.
    reopening: Part | None = None
    looks: list[int] = field(default_factory=list)
    # Our newest answer, where the customer has been silent since for so long that it matters.
    answer: Item | None = None
    # When people answered, where they did before what is new was looked at.
    answers: Sequence[int] = ()
    # What is new must be looked at once more, for not all that it leads to can be done now.
    unfinished: bool = False

    def is_news(self, message: Item) -> bool:
        """Whether the bot has not dealt with ``message`` yet, and may have resolved with that."""
        return arrival(message) > Place.of(self.summary).through

    @property
    def with_bot(self) -> bool:
        return bool(self.summary["owner"] == "bot" and self.summary["status"] == "open")

    def look_again(self, at: int) -> None:
        """The conversation wants to be looked at at ``at`` (ms), though nobody may write. What is
        due already is done now, so a time that has passed asks for nothing."""
        if at > self.now:
            self.looks.append(at)

    @property
    def bots_turn(self) -> bool:
        """Whether the bot may speak: it has the conversation, which is open, and may write."""
        out = self.summary["consent"] == "out"
        return bool(self.window_open and self.with_bot and not out and not self.stopped)

    @property
    def stopped(self) -> bool:
        """Whether automation has said too much in this episode, and says no more."""
        return bool(self.summary.get("stopped") == self.summary["episode"])

    @property
    def attributes(self) -> dict[str, str]:
        """What is noted about the customer on the conversation."""
        return dict(self.summary.get("attributes") or {})

    @property
    def language(self) -> str:
        """The customer's."""
        return languages.spoken(self.summary, self.configuration.policy)

    def words(self, reply: str) -> str:
        """What the text ``reply`` is in the customer's language; "" if it is not to be said."""
        found = self.configuration.replies.get(reply)
        return found.text(self.language, self.configuration.policy.language) if found else ""


def decision(cause: Item, why: str, changes: dict[str, Any]) -> Part:
    # Its time is its cause's, so that a repetition ten minutes later is the same decision.
    message = str(MessageId.of(cause))
    return {"changes": changes, "why": why, "cause": message, "at": cause["received_at"]}


def in_time(cause: str, why: str, changes: dict[str, Any], at: int) -> Part:
    """A decision that is due at ``at`` (ms), by the timer ``cause`` and not by a message."""
    return {"changes": changes, "why": why, "cause": cause, "at": at}


def saying(
    trigger: Item, rule: str, text: str, purpose: str, marks: list[dict[str, Any]], **more: Any
) -> Part:
    """What the bot says in answer to ``trigger``; ``more`` as ``reply`` takes it."""
    message = str(MessageId.of(trigger))
    said = {"trigger": message, "rule": rule, "text": text, "purpose": purpose, "marks": marks}
    return {**said, **more}


def for_another(message: Item) -> bool:
    """Whether another app has the conversation on the platform, so that it is the one to answer."""
    content = message.get("content") or ""
    # Most messages are none of these, and need not be read to know that.
    return '"standby"' in content and json.loads(content).get("standby") is True


def asking(summary: Item, new: list[Item]) -> list[Item]:
    """Those of ``new`` that ask for something, and that nobody has decided about since."""
    decided_at = summary.get("decided_at", 0)
    return [m for m in questions(summary, new) if m["received_at"] >= decided_at]


def questions(summary: Item, new: list[Item]) -> list[Item]:
    """Those of ``new`` that ask for something."""
    return [
        message
        for message in besides(summary, new)
        if message["type"] != "event" and not for_another(message)
    ]
