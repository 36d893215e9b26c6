"""The writes before a platform call, and after one that took nothing: claim, release, hold.

Each is conditional on what its caller saw, so that of two who act on one message only one does.
``attempts`` counts claims that led to a call; with the time until which it lasts it names a claim.
"""

import json
import time
from collections.abc import Callable
from typing import Final

from shared import clock, keys, table
from shared.errors import Conflict, Contended, SendError, Unavailable
from shared.table import Item

# Longer than any function that sends may run (its time-out is 90 s), clocks apart by 30 s.
CLAIM_LASTS_MS: Final = 120_000
# The condition that nobody has acted on a message since it was read.
AS_SEEN: Final = (
    "#status = :seen AND (#attempts = :attempts OR attribute_not_exists(#attempts)) "
    "AND (#claimed_until = :claimed OR attribute_not_exists(#claimed_until))"
)
_TAKING: Final = (
    "SET #status = :sending, #attempts = :next, #claimed_until = :until, #asked_at = :now "
    "REMOVE #due"
)
_PAUSES_S: Final = (0.05, 0.2, 0.8)


def claim(summary: Item, message: Item, now: int, ruling: Item | None = None) -> Item:
    """Take the outbox's first message for one platform call; returns it as it is then.

    ``ruling`` is the summary that says who may speak, if it is another one. Both are read once more
    when the message is taken, so that whoever decided before that moment is heard.
    Raises Conflict if somebody else took it, or if a decision or another head of the outbox came
    since they were read; Unavailable if either cannot be known. It is not taken then, as far as
    that can be reached.
    """
    claimed = _taken(message, now)
    try:
        _stand(summary, ruling, message["sk"])
    except (Conflict, Unavailable):
        _give_back(claimed)
        raise
    return claimed


def _taken(message: Item, now: int) -> Item:
    claimed: Item = {
        **message,
        "status": "sending",
        "attempts": message.get("attempts", 0) + 1,
        "claimed_until": now + CLAIM_LASTS_MS,
        "asked_at": now,
    }
    values = {
        **seen(message),
        ":sending": "sending",
        ":next": claimed["attempts"],
        ":until": claimed["claimed_until"],
        ":now": now,
    }
    try:
        table.update(message["pk"], message["sk"], _TAKING, values, AS_SEEN)
    except Contended:
        raise
    except Unavailable:
        _give_back(claimed)  # it may have been done, and only the answer lost
        raise
    return claimed


def _stand(summary: Item, ruling: Item | None, sk: str) -> None:
    """Raises Conflict unless what was decided upon still holds."""
    now = _again(summary)
    if now.get("outbox", [])[:1] != [sk]:
        raise Conflict("another is first now")
    if ruling and ruling["pk"] != summary["pk"]:
        _again(ruling)


def _again(summary: Item) -> Item:
    now = table.get(summary["pk"], keys.SUMMARY) or {}
    if now.get("version") != summary["version"]:
        raise Conflict("decided or erased meanwhile")
    return now


def release(claimed: Item) -> None:
    """Give a claim back: nothing was sent. Whoever comes next may claim the message."""
    _unclaim(claimed, "SET #status = :to", {":to": "queued"})


def _give_back(claimed: Item) -> None:
    """The same where nothing was even tried: the next try is then no later one."""
    before = {":to": "queued", ":before": claimed["attempts"] - 1}
    _unclaim(claimed, "SET #status = :to, #attempts = :before", before)


def hold(message: Item, due: int, refusals: int, error: SendError) -> None:
    """Let ``message``, claimed or not, wait until ``due`` (ms): nothing was sent.

    ``refusals`` of its own lead to it; ``holds`` counts every wait, so that each has a name. The
    last one stays known when it is over: ``last_hold``, with when it began, until when, and why.
    """
    told = error.as_content()
    _unclaim(
        message,
        "SET #status = :to, #due = :due, #holds = :holds, #refusals = :refusals, #error = :error, "
        "#last_hold = :last_hold",
        {
            ":to": "held",
            ":due": due,
            ":holds": message.get("holds", 0) + 1,
            ":refusals": refusals,
            ":error": json.dumps(told),
            ":last_hold": json.dumps({"at": clock.now_ms(), "until": due, "error": told}),
        },
    )


def _unclaim(message: Item, expression: str, values: Item) -> None:
    expression, values = f"{expression} REMOVE #claimed_until", {**seen(message), **values}
    try:
        patiently(lambda: table.update(message["pk"], message["sk"], expression, values, AS_SEEN))
    except Conflict:
        return  # already so, or a fact from the platform was faster


def seen(message: Item) -> Item:
    """The values of ``AS_SEEN``."""
    return {
        ":seen": message["status"],
        ":attempts": message.get("attempts", 0),
        ":claimed": message.get("claimed_until", 0),
    }


def patiently(write: Callable[[], object]) -> None:
    """Do a write that may be done twice, again while the table is busy; then Unavailable."""
    for pause in _PAUSES_S:
        try:
            write()
        except Unavailable:
            time.sleep(pause)
        else:
            return
    write()
