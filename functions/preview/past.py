"""A conversation's summary as it was when a message came: what the log still tells of it.

Decisions are exact. What was said is folded from the fifty messages before. What is noted of the
customer is what is noted now. Of the bot's marks only those are known that its messages tell: that
an episode was begun, when it last answered by itself, and how often; its place within a reply is
not.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from shared import conversations, deciding, history, standing
from shared.drafts import AUTOMATIC
from shared.folding.summary import fold
from shared.limits.automation import HOUR_MS, SAID
from shared.notices import consent
from shared.planning.sight import BY
from shared.table import Item

_BEFORE: Final = 50
_ACKNOWLEDGING: Final = frozenset({"greeting", "default-reply", "away", "help"})


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
        for name in ("pk", "sk", "channel", "account", "identity", "also", "attributes")
        if name in now
    }
    summary = fold({**fresh, **deciding.registers({}, {"by": BY, "at": 0, **stood})}, known)
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
    episode = [item for item in known if item["received_at"] >= began]
    asked = [item["received_at"] for item in episode if item["direction"] == "inbound"]
    ours = [item for item in known if item["direction"] == "outbound"]
    answers = [item for item in ours if not consent.is_notice(item)]
    by_bot = [item for item in answers if item["author_kind"] == "bot"]
    by_agents = [item["received_at"] for item in answers if item["author_kind"] == "agent"]
    marks: Item = {}
    if asked:
        marks |= {"opened_in": stood["episode"], "opened_at": min(asked)}
    if any(item["received_at"] >= began for item in by_bot):
        marks |= {"greeted": stood["episode"], "disclosed": stood["episode"]}
    if automatic := [item["sent_at"] for item in by_bot if item.get("rule") in _ACKNOWLEDGING]:
        marks["auto_replied_at"] = max(automatic)
    if answers:
        marks["answered_at"] = max(item["received_at"] for item in answers)
    if times := [m["received_at"] for m in answers if m["author_kind"] in AUTOMATIC]:
        marks[SAID] = _said(times)
    return marks | ({"agent_answered_at": max(by_agents)} if by_agents else {})


def _said(times: Sequence[int]) -> Item:
    """What is remembered of automatic messages that were said at ``times``, as far as it goes."""
    ordered = sorted(times)
    hour = ordered[-1] // HOUR_MS
    return {"hour": hour, "said": sum(at // HOUR_MS == hour for at in times), "at": ordered}
