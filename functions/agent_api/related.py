"""What lies after a customer's message and belongs to it: answers, reminders, the next message."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shared import keys, table
from shared.clock import rfc3339
from shared.ids import MessageId
from shared.table import Item
from shared.windows import window

_NEXT: Final = 50  # messages after it that are looked through
_AT_ONCE: Final = 10  # things of one moment


@dataclass(frozen=True, slots=True)
class Related:
    """``items`` are messages and events that name the message; ``next_at`` is when the customer
    said something again, None if not among the next 50 messages."""

    items: list[Item]
    next_at: int | None


def to(message: Item) -> Related:
    """Soon after it, and at the times at which its window is looked at. Up to four queries."""
    near = list(table.query(message["pk"], message["sk"], "M#~", limit=_NEXT))
    far = (item for at in _rings(message) for item in _at(message["pk"], at))
    named = {item["sk"]: item for item in (*near, *far) if _belongs(item, message)}
    came = [item["received_at"] for item in near if _is_said(item)]
    later = [at for at in came if at > message["received_at"]]
    return Related(list(named.values()), min(later, default=None))


def _at(pk: str, at: int) -> Iterator[Item]:
    low = keys.message_sk(at, "")
    return table.query(pk, low, f"{low}~", limit=_AT_ONCE)


def _belongs(item: Item, message: Item) -> bool:
    name, content = str(MessageId.of(message)), item.get("content") or ""
    # A run that handles several messages is known by the first of them.
    if name in (item.get("trigger"), item.get("run")):
        return True
    if name in content and json.loads(content).get("message") == name:
        return True
    # A promise is counted from the message with which it began.
    since = rfc3339(message["received_at"])
    if item["direction"] != "note" or since not in content:
        return False
    said: dict[str, object] = json.loads(content)
    return "clock" in said and said.get("since") == since


def _is_said(item: Item) -> bool:
    return bool(item["direction"] == "inbound" and item["type"] != "event")


def _rings(message: Item) -> list[int]:
    rule, end = window.rule_of(message["channel"]), window.opens_until(message)
    if rule is None or end is None:
        return []
    return [end - rule.remind_before_ms, end - rule.last_call_before_ms, end]
