"""Somebody of the business has answered in another app: that counts, and the bot falls silent.

Platforms show us what was said there as an echo. What we sent ourselves may come back as one too:
where our id rides along it is taken for a status when it is stored, elsewhere it is known here by
the platform's id.
"""

from typing import Final

from shared import clock, configuration, conversations, deciding, episodes, history, keys, table
from shared.drafts import is_echo
from shared.errors import Conflict, Unavailable
from shared.ids import MessageId
from shared.planning.people import to_people
from shared.routing.seats import place_with
from shared.table import Item

BY: Final = "workflow:echo"
WHY: Final = "answered in another app"
_LOOK_BACK: Final = 50
_TRIES: Final = 10


def answered(conversation: str, causes: str) -> None:
    """Make of the echoes ``causes``, ids parted by spaces, answers on ``conversation``, and give it
    from the bot to people.

    The same again changes nothing. Raises Unavailable while it cannot be told from a message of
    ours that is on its way, Conflict if others always decide first.
    """
    for cause in causes.split():
        _answered(conversation, cause)


def _answered(conversation: str, cause: str) -> None:
    echo = history.find(MessageId.parse(cause))
    for _ in range(_TRIES):
        summary = conversations.summary(conversation)
        if summary is None or echo is None or not is_echo(echo) or _is_ours(echo, summary):
            return
        _count(summary, echo)
        try:
            _hand_over(summary, echo, cause)
        except Conflict:
            continue
        return
    raise Conflict("others keep deciding")


def _is_ours(echo: Item, summary: Item) -> bool:
    high = f"{keys.message_sk(echo['received_at'], '')}~"
    low = keys.message_sk(max(0, echo["sent_at"] - history.LATE_MS), "")
    for number, message in enumerate(history.back_from(summary, high, _LOOK_BACK, low)):
        if number == _LOOK_BACK:
            break
        if message["direction"] != "outbound" or is_echo(message):
            continue
        if message.get("provider_ref") == echo["provider_ref"]:
            return True
        if _may_be(echo, message):
            if message["status"] == "sending" and message["claimed_until"] > clock.now_ms():
                raise Unavailable("a message of ours has not got its id yet")
            return True
    return False


def _may_be(echo: Item, message: Item) -> bool:
    """Whether ``message``, of which nobody knows what the platform calls it, says the same."""
    nameless = message["status"] in ("sending", "unknown") and not message.get("provider_ref")
    return nameless and (message["type"], message["text"]) == (echo["type"], echo["text"])


def _count(summary: Item, echo: Item) -> None:
    at = echo["received_at"]
    answer = {"answered_at": at, "answered_id": str(MessageId.of(echo))}
    answer |= episodes.answered(summary, at)
    try:
        table.update(
            summary["pk"],
            summary["sk"],
            "SET " + ", ".join(f"#{name} = :{name}" for name in answer),
            {f":{name}": value for name, value in answer.items()},
            "attribute_not_exists(#answered_at) OR #answered_at < :answered_at",
        )
    except Conflict:
        return  # somebody has answered after it


def _hand_over(summary: Item, echo: Item, cause: str) -> None:
    """Unless somebody has decided since: an echo that comes late does not undo that."""
    if summary["owner"] != "bot" or echo["received_at"] < summary.get("decided_at", 0):
        return
    changes, route = to_people(configuration.load())
    agent = route["agent"] if route else ""
    if seat := place_with(agent, summary["channel"]) if agent else None:
        changes |= {"owner": f"agent:{agent}", "assignee": agent}
    deciding.decide(
        changes,
        by=BY,
        why=WHY,
        cause=cause,
        at=echo["received_at"],
        expected=summary,
        seat=seat,
    )
