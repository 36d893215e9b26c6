"""Held messages whose time has come: they are queued again, and the follower wakes the sender."""

from shared import clock, keys, table
from shared.errors import Conflict


def requeue(conversation: str) -> None:
    """Queue what ``conversation`` holds until now.

    A message that somebody else moved meanwhile stays as it is. Raises Unavailable.
    """
    now = clock.now_ms()
    summary = table.get(keys.conversation_pk(conversation), keys.SUMMARY)
    for sk in (summary or {}).get("outbox", ()):
        item = table.get(keys.conversation_pk(conversation), sk)
        if item and item["status"] == "held" and item.get("due", 0) <= now:
            _queue(item["pk"], sk, now)


def _queue(pk: str, sk: str, now: int) -> None:
    try:
        table.update(
            pk,
            sk,
            "SET #status = :queued, #status_at = :now REMOVE #due",
            {":queued": "queued", ":now": now, ":held": "held"},
            "#status = :held AND #due <= :now",
        )
    except Conflict:
        return
