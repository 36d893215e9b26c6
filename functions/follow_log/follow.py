"""Follows one conversation: what a batch of the log means for its summary, and for whom to wake."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from functions.follow_log import (
    aliases,
    annotations,
    awaited,
    choosing,
    echoes,
    event_log,
    files,
    indexing,
    looking_anew,
    noticing,
    resting,
    wake,
    watermarks,
)
from functions.follow_log.changes import Change
from shared import clock, conversations, deciding, keys, table
from shared.beginning import UNDECIDED, undecided
from shared.configuration import Configuration
from shared.conversations import conversation_of
from shared.errors import Conflict, Contended, Unavailable
from shared.expressions import becoming, unchanged
from shared.folding import changes as folded
from shared.folding import summary
from shared.folding.registers import REGISTERS
from shared.routing.consequences import joined
from shared.table import Item
from shared.waking import WakeUp
from shared.windows import timer

_TRIES: Final = 20


@dataclass(slots=True)
class Outcome:
    """What remains to be told once the summaries are written."""

    wake_ups: list[WakeUp] = field(default_factory=list)
    events: list[Item] = field(default_factory=list)
    followed: list[Change] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        self.wake_ups += other.wake_ups
        self.events += other.events
        self.followed += other.followed


def follow(
    conversation: str,
    there: Item | None,
    changes: Sequence[Change],
    wanted: Callable[[], Configuration],
) -> Outcome:
    """Fold ``changes`` into the summary of ``conversation``, which is now ``there``; apply
    annotations, set the window's timer. The same changes again change nothing. What the business
    has ``wanted`` to happen by itself is asked for only if something came in.

    One read was enough for ``there``; this is at most one write of it, and a read and a write more
    for every try that another follower was faster. Raises Unavailable, or Merged if it has become
    another name of a conversation since ``there`` was read.
    """
    folded, at_rest, answers = _fold(conversation, there, changes, wanted)
    looking_anew.look_anew(folded)
    for answer in answers:
        noticing.write(answer)
    for change in changes:
        choosing.choose(change, folded)
        annotations.apply(change, folded)
        watermarks.apply(change, folded)
        echoes.apply(change)
    outcome = Outcome(followed=list(changes))
    outcome.wake_ups += wake.wake_ups_of(changes, conversation, folded, at_rest=at_rest)
    for change in changes:
        if wake_up := files.wake_up_of(change):
            outcome.wake_ups.append(wake_up)
        if event := event_log.event_of(change, conversation, folded.get("channel")):
            outcome.events.append(event)
    return outcome


def _fold(
    conversation: str,
    there: Item | None,
    changes: Sequence[Change],
    wanted: Callable[[], Configuration],
) -> tuple[Item, bool, list[Item]]:
    """The summary after ``changes``, whether the workflow has nothing to do about them, and what
    came in answer to notices, as it is with what these are about."""
    news = [change.after for change in changes if _is_news(change)]
    came = [c.after for c in changes if c.of("message") and wake.came_in(c)]
    for _ in range(_TRIES):
        before = there or {"pk": keys.conversation_pk(conversation), "sk": keys.SUMMARY}
        after, taken_over = _with_aliases(before, summary.fold(before, news))
        after = _timed(after)
        after, answers = noticing.answered(after, came, wanted)
        known = {item["sk"]: item for item in answers}
        told = [known.get(item["sk"], item) for item in came]
        handled = resting.handled({**UNDECIDED, **before}, {**UNDECIDED, **after}, told, wanted)
        indexing.follow(before, after)
        try:
            after = {**after, **(handled or {})}
            _write(before, after, taken_over, alone=handled is not None)
        except (Conflict, Contended):
            meant, there = conversations.head(conversation)
            if meant != conversation:
                raise aliases.Merged(meant, there) from None
            continue
        return after, handled is not None, answers
    raise Unavailable("summary contended")


def _is_news(change: Change) -> bool:
    """Whether the summary may change; most changes of a message are of its status only."""
    if change.before is None:
        return True
    under = change.conversation
    return summary.lift(change.before, under) != summary.lift(change.after, under)


def _with_aliases(before: Item, after: Item) -> tuple[Item, list[Item]]:
    """``after`` with the conversations it is the first to name taken over, and their summaries."""
    known, named, taken_over = before.get("also", []), after.get("also", []), []
    for other in [name for name in named if name not in known]:
        was = aliases.adopt(conversation_of(before), other)
        after = _without(after, other) if was is None else aliases.inherited(after, was, other)
        taken_over += [was] if was and "kind" in was else []  # or it only awaited something
    return after, taken_over


def _without(after: Item, other: str) -> Item:
    left = [name for name in after["also"] if name != other]
    rest = {name: value for name, value in after.items() if name != "also"}
    return {**rest, "also": left} if left else rest


def _timed(after: Item) -> Item:
    """Set the timer of the window, unless one is set that still has to ring."""
    end, now = after.get("window_end", 0), clock.now_ms()
    if end <= now or after.get("armed", 0) > now:
        return after
    timer.ring(conversation_of(after), end, timer.next_ring(after, end, now))
    return {**after, "armed": end}


def _write(before: Item, after: Item, taken_over: Sequence[Item], *, alone: bool) -> None:
    """Write what changed, if nobody did since ``before`` was read; ``alone``, if nobody decided
    since either. Agents' loads and the queues follow where it has ``taken_over`` others."""
    if not (changed := folded.between(before, after)):
        return
    changed |= awaited.outdated(after, clock.now_ms())
    # What others write changes here only when two conversations become one, or a decision came
    # without its summary: then nobody may have written since.
    upon = [name for name in changed if name not in ("bucket", *REGISTERS)]
    if alone or changed.keys() & {*deciding.DECIDED}:
        upon.append("version")
    defaults = {} if "version" in before else undecided(conversation_of(after))
    missing = {name: value for name, value in defaults.items() if name not in changed}
    expression, values = becoming(changed, missing)
    still, was = unchanged(before, upon)
    said = (before["pk"], before["sk"], expression, values | was, still)
    if following := joined(before, taken_over, after) if taken_over else []:
        table.transact(table.updating(*said), *following)
    else:
        table.update(*said)
