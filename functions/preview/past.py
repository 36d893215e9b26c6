"""A conversation's summary as it was when a message came: what the log still tells of it.

Decisions are exact. What was said is folded from the fifty messages before, and of the bot's
marks only those are known that its messages tell: the greeting of the episode and the last answer.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from functions.follow_log.summary import fold
from shared import conversations, deciding, history, standing
from shared.table import Item

_BEFORE: Final = 50
_AUTOMATIC: Final = frozenset({"greeting", "default-reply"})


def summary_at(message: Item) -> Item | None:
    """Just before ``message``, one of its own, arrived; None if the conversation is gone. Some
    five reads."""
    now = conversations.summary(conversations.conversation_of(message))
    if now is None:
        return None
    at = message["received_at"]
    decided = standing.around(now["pk"], now["version"], at)
    stood = _before(decided, at)
    before = list(islice(history.back_from(now, message["sk"], _BEFORE + 1), _BEFORE + 1))
    known = [item for item in before if item["sk"] != message["sk"] and item["received_at"] <= at]
    fresh: Item = {
        name: now[name]
        for name in ("pk", "sk", "channel", "account", "identity", "also")
        if name in now
    }
    summary = fold({**fresh, **deciding.registers({}, {"by": "", "at": 0, **stood})}, known)
    return {**summary, **_marks(known, stood, _began(decided, stood))}


def _before(decided: Sequence[Item], at: int) -> Item:
    """A workflow decides as of the message that caused it, so what came at ``at`` is later."""
    earlier = [decision for decision in decided if decision["at"] < at]
    return earlier[-1] if earlier else standing.FIRST


def _began(decided: Sequence[Item], stood: Item) -> int:
    """When its episode did, as far as ``decided`` tell."""
    first = next((one for one in decided if one["episode"] == stood["episode"]), None)
    return first["at"] if first and first is not decided[0] else 0


def _marks(known: Sequence[Item], stood: Item, began: int) -> Item:
    by_bot = [item for item in known if item.get("rule") in _AUTOMATIC]
    marks: Item = {}
    if by_bot:
        marks["auto_replied_at"] = max(item["sent_at"] for item in by_bot)
    if any(item["rule"] == "greeting" and item["received_at"] >= began for item in by_bot):
        marks["greeted"] = stood["episode"]
    answers = [item for item in known if item["direction"] == "outbound"]
    if answers:
        marks["answered_at"] = max(item["received_at"] for item in answers)
    if by_agents := [item["received_at"] for item in answers if item["author_kind"] == "agent"]:
        marks["agent_answered_at"] = max(by_agents)
    return marks
