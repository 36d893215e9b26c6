"""What became of a message that is not the customer's, from its acceptance on: pure."""

import json
from collections.abc import Iterator

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
from shared.drafts import is_echo
from shared.table import Item


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
        yield Line(at=at, kind="standing", what=standing_line(stood))
        yield from _fate(message)


def _fate(message: Item) -> Iterator[Line]:
    """What became of it at the platform."""
    error = json.loads(message.get("error") or "{}")
    why = f"{error['title']} ({error['code']})" if error else None
    if attempts := message.get("attempts"):
        times = "once" if attempts == 1 else f"{attempts} times"
        yield _state(message.get("asked_at"), f"the platform was asked {times}", kind="attempt")
    status, at = message["status"], message.get("status_at") or message["received_at"]
    if status == "held" and message.get("due"):
        yield _state(at, f"held until {rfc3339(message['due'])}", why)
    elif status not in ("queued", "sending", "delivered", "read"):
        yield _state(at, status, why)
    for name in ("delivered", "read"):
        if f"{name}_at" in message:
            yield _state(message[f"{name}_at"], name)


def _state(at: int | None, what: str, why: str | None = None, kind: Kind = "state") -> Line:
    return Line(at=rfc3339(at or 0), kind=kind, what=what, why=why)
