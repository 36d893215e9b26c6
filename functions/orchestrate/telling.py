"""What a customer who waits for an agent is told: how many are before, and how long it may take."""

from typing import Any, Final

from shared import clock, configuration
from shared.configuration.waiting import WAITING
from shared.conversations import conversation_of
from shared.ids import MessageId
from shared.routing.board import Board, board
from shared.table import Item
from shared.wording import languages

RULE: Final = WAITING
TOLD: Final = "told_wait"  # mark on the summary: the waiting that was told of, by its beginning


def wait(summary: Item) -> dict[str, Any] | None:
    """The text, as the step that replies takes it, once for each waiting; None if nothing is to be
    said: it does not wait, not long enough yet, nobody of the team is there, no text is written,
    or the customer wants nothing automatic. Raises Unavailable.
    """
    since, now = summary.get("queued_at"), clock.now_ms()
    if since is None or summary.get(TOLD, 0) >= since or summary["consent"] == "out":
        return None
    given, team = configuration.load(), str(summary["owner"]).removeprefix("team:")
    after = given.teams[team].tell_wait_after_ms if team in given.teams else 0
    reply, trigger = given.replies.get(RULE), summary.get("inbound_id")
    if not after or now < due_at(since, after) or reply is None or trigger is None:
        return None
    language = languages.spoken(summary, given.policy)
    text = _filled(reply.text(language, given.policy.language), board(team), summary)
    if not text:
        return None
    return {
        "trigger": trigger,
        "run": trigger,
        "rule": RULE,
        "text": text,
        "purpose": "notice",
        "author": "system",
        "at": max(now, MessageId.parse(trigger).at),
        "marks": [{"name": TOLD, "value": since, "unless_above": since - 1}],
    }


def due_at(since: int, after_ms: int) -> int:
    """When whoever waits since ``since`` is told; within a second that is at once."""
    return since if after_ms <= 1_000 else since + after_ms


def _filled(text: str, seen: Board, summary: Item) -> str:
    position = seen.position(conversation_of(summary))
    minutes = seen.minutes(position) if position else None
    if minutes is None:
        return ""
    # Not by format, for an admin may well write a brace.
    return text.replace("{position}", str(position)).replace("{minutes}", str(minutes))
