"""What became of a message that is not the customer's, from its acceptance on: pure."""

import json
from collections.abc import Iterator
from typing import Any, Final

from functions.agent_api.lines import (
    Kind,
    Line,
    author,
    content_of,
    event_of,
    standing_line,
    why_event,
    why_said,
)
from shared import standing
from shared.clock import rfc3339
from shared.delivery.guarding import TAKEN_OVER
from shared.drafts import is_echo
from shared.ids import MessageId
from shared.notices import consent
from shared.table import Item

_SO_FAR: Final = {
    "held": "is held",
    "queued": "waits to be sent",
    "sending": "is being sent",
    "unknown": "may have been sent",
    "failed": "did not arrive",
}
_UNSENT: Final = "was not sent"


def of_answer(message: Item) -> Line:
    """What became of what was said by itself, as the message tells it that it answers."""
    status, error = message["status"], _error(message)
    unsent = status == "failed" and not message.get("provider_id")
    became = _UNSENT if unsent else _SO_FAR.get(status, "was said")
    if status == "held" and message.get("due"):
        became += f" until {rfc3339(message['due'])}"
    return Line(
        at=rfc3339(message["received_at"]),
        kind="silence" if unsent else "answer",
        what=f"{message.get('rule') or message.get('purpose')} {became}",
        by=author(message),
        why=_in_words(error) if error and status in _SO_FAR else why_said(message),
        cause=message.get("trigger"),
        rule=message.get("rule"),
        message_id=str(MessageId.of(message)),
        decision_id=_decision(error),
    )


def of_ours(message: Item, decided: list[Item]) -> Iterator[Line]:
    """``decided`` are the decisions around it."""
    event = event_of(message)
    yield Line(
        at=rfc3339(message["received_at"]),
        kind="said",
        what=event or f"{message.get('purpose') or message['direction']} {message['type']}",
        by=author(message),
        why=why_event(message) if event else why_said(message),
        cause=message.get("trigger") or content_of(message).get("message"),
        rule=message.get("rule"),
    )
    if message["direction"] == "outbound" and not is_echo(message):
        stood = standing.stood(decided, message["received_at"], "")
        at = rfc3339(message["received_at"])
        what = standing_line(stood)
        if consent.is_notice(message):  # it went by consent, whoever had the conversation
            what += f"; consent was {stood['consent']}"
        yield Line(at=at, kind="standing", what=what)
        yield from _fate(message)


def _fate(message: Item) -> Iterator[Line]:
    """What became of it at the platform."""
    error = _error(message)
    why = _in_words(error) if error else None
    if attempts := message.get("attempts"):
        times = "once" if attempts == 1 else f"{attempts} times"
        yield _state(message.get("asked_at"), f"the platform was asked {times}", kind="attempt")
    status, at = message["status"], message.get("status_at") or message["received_at"]
    if status != "held" and "last_hold" in message:
        yield _held_before(message)
    if status == "held" and message.get("due"):
        yield _state(at, f"held until {rfc3339(message['due'])}", why)
    elif status not in ("queued", "sending", "delivered", "read"):
        yield _state(at, status, why, decision=_decision(error))
    for name in ("delivered", "read"):
        if f"{name}_at" in message:
            yield _state(message[f"{name}_at"], name)


def _held_before(message: Item) -> Line:
    """The last time that it was held, which is over."""
    last, times = json.loads(message["last_hold"]), message["holds"]
    counted = "" if times == 1 else f", the last of {times} times"
    what = f"held until {rfc3339(last['until'])}{counted}"
    return _state(last["at"], what, _in_words(last["error"]))


def _error(message: Item) -> dict[str, Any]:
    error: dict[str, Any] = json.loads(message.get("error") or "{}")
    return error


def _in_words(error: dict[str, Any]) -> str:
    return f"{error['title']} ({error['code']})"


def _decision(error: dict[str, Any]) -> str | None:
    """The one by which it must not go."""
    return error.get("detail") if error.get("code") == TAKEN_OVER else None


def _state(
    at: int | None,
    what: str,
    why: str | None = None,
    kind: Kind = "state",
    decision: str | None = None,
) -> Line:
    return Line(at=rfc3339(at or 0), kind=kind, what=what, why=why, decision_id=decision)
