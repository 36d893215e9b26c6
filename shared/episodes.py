"""What happened when in an episode, kept on the summary by writes that happen anyway: pure.

``opened_at`` and ``opened_in`` (its number) are set with its first message, ``waiting_since`` with
each, ``agent_answered_at``, ``first_answered_at`` and ``waits``, how long the customer had waited
again, with answers of people. The rest goes with decisions: ``snoozed_until``, ``resolved_at``, and
``pauses``, stretches that count for no promise.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from shared.table import Item

# Fields of a decision that follow from its others.
PASSING: Final = ("snoozed_until", "resolved_at", "pauses")
_PAUSING: Final = ("pending", "snoozed")
_MOST: Final = 12  # pauses that are kept apart
_LAST: Final = 3  # waits; each but the last has been looked at, unless messages are far behind

Pauses = list[list[int]]


def passing(before: Item, after: Mapping[str, Any], at: int) -> dict[str, Any]:
    """What a decision at ``at`` (ms), by which ``before`` becomes ``after``, says of time.

    A pause that lasts has no end yet: ``[from]``.
    """
    was, status = before.get("status"), after["status"]
    resolved_at = before.get("resolved_at") if was == status else at
    same = after["episode"] == before.get("episode")
    pauses: Pauses = [list(pause) for pause in before.get("pauses") or ()] if same else []
    if same and was == "resolved" != status:
        pauses.append([before.get("resolved_at", at)])  # it was taken up again after all
    if status in _PAUSING and was not in _PAUSING and not _lasts(pauses):
        pauses.append([at])
    elif status not in _PAUSING and _lasts(pauses):
        start = pauses[-1][0]
        pauses[-1] = [start, max(start, at)]
    return {
        "snoozed_until": after.get("snoozed_until") if status == "snoozed" else None,
        "resolved_at": resolved_at if status == "resolved" else None,
        "pauses": _few(pauses) or None,
    }


def _lasts(pauses: Pauses) -> bool:
    return bool(pauses) and len(pauses[-1]) == 1


def _few(pauses: Pauses) -> Pauses:
    """So that a summary does not grow: the two oldest become one that is as long."""
    while len(pauses) > _MOST:
        (start, end), (next_start, next_end), *rest = pauses
        pauses = [[start, end + next_end - next_start], *rest]
    return pauses


def answered(summary: Item, at: int) -> dict[str, Any]:
    """What an answer of a person that is accepted at ``at`` leaves on the summary."""
    first, since = first_answer_at(summary), waiting_since(summary)
    if first is None:
        return {"agent_answered_at": at, "first_answered_at": at}
    after: dict[str, Any] = {"agent_answered_at": at}
    if first != summary.get("first_answered_at"):  # it came before anybody had looked
        after["first_answered_at"] = first
    if since is None or at <= since:
        return after
    waits = [*summary.get("waits", ()), [since, at]]
    return {**after, "waits": waits[-_LAST:]}


def asked(summary: Item, talk: list[Item]) -> dict[str, int]:
    """What messages that ask for something leave on it; 0 where nobody has asked for anything."""
    answered_at = summary.get("agent_answered_at", 0)
    opened_at, opened_in = summary.get("opened_at", 0), summary.get("opened_in", 0)
    if talk and opened_in != summary["episode"]:
        opened_at, opened_in = talk[0]["received_at"], summary["episode"]
    since = summary.get("waiting_since", 0)
    if since <= max(answered_at, opened_at - 1):
        later = (m["received_at"] for m in talk if m["received_at"] > answered_at)
        since = next(later, since)
    return {"opened_at": opened_at, "opened_in": opened_in, "waiting_since": since}


def missed(summary: Item, asked_at: Iterable[int], answered_at: Sequence[int]) -> list[list[int]]:
    """Waits that began with messages of the times ``asked_at`` and had ended before anybody looked
    at these, so that ``answered`` could not know of them. The oldest first.

    ``answered_at`` are all answers of people since the first of these, in order; ``summary`` is as
    ``asked`` leaves it. What the first answer of the episode has ended is none of these waits, nor
    what was decided about before it was answered.
    """
    found, ended = [], 0
    times = sorted(asked_at)
    begun = summary.get("opened_in") == summary["episode"]
    opened_at = summary.get("opened_at", 0) if begun else min(times, default=0)
    known = summary.get("first_answered_at", 0)
    first = known if known >= opened_at else next((a for a in answered_at if a > opened_at), 0)
    decided_at = summary.get("decided_at", 0)
    for at in times:
        until = next((a for a in answered_at if a > at), 0)
        of_another = until == ended or any(s <= at <= u for s, u in summary.get("waits", ()))
        ended = until
        if until > first and not of_another and not at < decided_at < until:
            found.append([at, until])
    return found


def first_answer_at(summary: Item) -> int | None:
    """Of a person, in this episode."""
    times = (summary.get(name, 0) for name in ("first_answered_at", "agent_answered_at"))
    return next((at for at in times if at and at >= summary.get("opened_at", 0)), None)


def waiting_since(summary: Item) -> int | None:
    """Since when the customer has been waiting for a person's answer; None if not at all."""
    since = int(summary.get("waiting_since", 0))
    return since if since > summary.get("agent_answered_at", 0) else None
