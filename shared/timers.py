"""Wake-ups at a given time: entries, in the order of their times, that are rung by the minute.

An entry is put once and not touched again. How far all have been rung is told by one mark
(``functions/ring``); what may have been put behind the mark is rung by whoever put it. Entries
expire long after they were rung.
"""

import json
from typing import Final, Literal

from shared import clock, table, waking
from shared.keys import lists
from shared.settings import settings
from shared.table import Item
from shared.waking import WakeUp

Kind = Literal["window", "due", "look"]

# Long enough to ring whatever became due while nothing could be rung.
_KEPT_S: Final = 30 * 86_400


def wake_up(kind: str, conversation: str, cause: str, at: int) -> str:
    """The body of a wake-up. Equal bodies are one: the queue deduplicates by content."""
    said = {"kind": kind, "conversation": conversation, "cause": cause, "at": at}
    return json.dumps(said, sort_keys=True)


def ring(at: int, kind: Kind, conversation: str, cause: str) -> None:
    """Wake ``conversation`` at ``at`` (ms), within a minute and some seconds; at once if that has
    passed. The same timer may be set any number of times. Raises Unavailable.
    """
    entry = _entry(at, kind, conversation, cause)
    if at > clock.now_ms():
        table.put_if_absent(entry)
    # Putting takes its time, in which others may have rung all that was due by then.
    if at <= clock.now_ms():
        waking.send([of(entry)])


def of(entry: Item) -> WakeUp:
    """The wake-up that ``entry`` stands for."""
    body = wake_up(entry["due_kind"], entry["conversation"], entry["cause"], entry["at"])
    return WakeUp(settings().wake_queue_url, entry["conversation"], body)


def _entry(at: int, kind: Kind, conversation: str, cause: str) -> Item:
    return {
        "pk": lists.due_pk(conversation),
        "sk": lists.due_sk(at, kind, conversation, cause),
        "kind": "due",
        "due_kind": kind,
        "conversation": conversation,
        "cause": cause,
        "at": at,
        "expires": at // 1000 + _KEPT_S,
    }
