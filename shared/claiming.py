"""The writes before a platform call, and after one that took nothing: claim, release, hold.

Each is conditional on what its caller saw, so that of two who act on one message only one does.
``attempts`` counts claims and so names the claim that a write belongs to.
"""

import json
import time
from collections.abc import Callable
from typing import Final

from shared import keys, table
from shared.errors import Conflict, Contended, SendError, Unavailable
from shared.table import Item

# Longer than any function that sends may run (its time-out is 90 s), clocks apart by 30 s.
CLAIM_LASTS_MS: Final = 120_000
# The condition that nobody has acted on a message since it was read.
AS_SEEN: Final = "#status = :seen AND (#attempts = :attempts OR attribute_not_exists(#attempts))"
_PAUSES_S: Final = (0.05, 0.2, 0.8)


def claim(summary: Item, message: Item, now: int, ruling: Item | None = None) -> Item:
    """Take the outbox's first message for one platform call; returns it as it is then.

    ``ruling`` is the summary that says who may speak, if it is another one.
    Raises Conflict if anything the guard looked at has changed, Unavailable if it cannot be known
    whether it was taken; it is not then, as far as that can be reached.
    """
    claimed: Item = {
        **message,
        "status": "sending",
        "attempts": message.get("attempts", 0) + 1,
        "claimed_until": now + CLAIM_LASTS_MS,
        "asked_at": now,
    }
    try:
        table.transact(
            table.updating(
                message["pk"],
                message["sk"],
                "SET #status = :sending, #attempts = :next, #claimed_until = :until, "
                "#asked_at = :now REMOVE #due",
                {
                    **seen(message),
                    ":sending": "sending",
                    ":next": claimed["attempts"],
                    ":until": claimed["claimed_until"],
                    ":now": now,
                },
                AS_SEEN,
            ),
            table.checking(
                summary["pk"],
                keys.SUMMARY,
                "#version = :version AND #outbox[0] = :sk",
                {":version": summary["version"], ":sk": message["sk"]},
            ),
            *_still_ruling(summary, ruling),
        )
    except Contended:
        raise
    except Unavailable:
        release(claimed)  # it may have been done, and only the answer lost
        raise
    return claimed


def _still_ruling(summary: Item, ruling: Item | None) -> list[table.Action]:
    if ruling is None or ruling["pk"] == summary["pk"]:
        return []
    upon = {":version": ruling["version"]}
    return [table.checking(ruling["pk"], keys.SUMMARY, "#version = :version", upon)]


def release(claimed: Item) -> None:
    """Give a claim back: nothing was sent. Whoever comes next may claim the message."""
    _unclaim(claimed, "SET #status = :to", {":to": "queued"})


def hold(message: Item, due: int, refusals: int, error: SendError) -> None:
    """Let ``message``, claimed or not, wait until ``due`` (ms): nothing was sent.

    ``refusals`` of its own lead to it; ``holds`` counts every wait, so that each has a name.
    """
    _unclaim(
        message,
        "SET #status = :to, #due = :due, #holds = :holds, #refusals = :refusals, #error = :error",
        {
            ":to": "held",
            ":due": due,
            ":holds": message.get("holds", 0) + 1,
            ":refusals": refusals,
            ":error": json.dumps(error.as_content()),
        },
    )


def _unclaim(message: Item, expression: str, values: Item) -> None:
    try:
        patiently(
            lambda: table.update(
                message["pk"],
                message["sk"],
                f"{expression} REMOVE #claimed_until",
                {**seen(message), **values},
                AS_SEEN,
            )
        )
    except Conflict:
        return  # already so, or a fact from the platform was faster


def seen(message: Item) -> Item:
    """The values of ``AS_SEEN``."""
    return {":seen": message["status"], ":attempts": message.get("attempts", 0)}


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
