"""The lines that explain one message, made of what the log holds around it: pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import Final

from functions.agent_api import decisions, following
from functions.agent_api.fates import of_answer, of_ours
from functions.agent_api.lines import (
    Line,
    author,
    content_of,
    event_of,
    standing_line,
    why_event,
)
from shared.clock import rfc3339
from shared.ids import MessageId
from shared.table import Item

_HOW: Final = {"quote": "it quotes it", "next": "it is the next thing said after it"}


@dataclass(frozen=True, slots=True)
class Seen:
    """``related`` are messages and events that name ``message``; ``silent`` is why nothing was
    said, "" where something was or nothing was to be; ``stood`` is how an inbound one found the
    conversation, None until somebody has looked at it; ``next_at`` when the customer's next message
    came, None if that is far away."""

    message: Item
    decisions: list[Item]
    related: list[Item] = field(default_factory=list)
    reasons: list[Item] = field(default_factory=list)
    silent: str = ""
    stood: Item | None = None
    next_at: int | None = None


def lines(seen: Seen) -> list[Line]:
    """In the order of their times, what became of a message of ours in that of its states."""
    made = [*_found(seen), *_noticed(seen), *_decided(seen), *map(_related, seen.related)]
    made += map(_refused, seen.reasons)
    if seen.silent:
        made.append(_nothing(seen, "the bot said nothing", seen.silent))
    if seen.stood and _stays_with_the_bot(seen, seen.stood):
        why = "No rule and no policy gave it to anybody, or it needs nobody."
        made.append(_nothing(seen, "nobody was assigned", why))
    placed = [(line.at, line) for line in made]
    if seen.message["direction"] != "inbound":
        # Platforms tell whole seconds, in which a message was read before it was sent.
        ours = list(of_ours(seen.message, seen.decisions))
        placed += zip(accumulate((line.at for line in ours), max), ours, strict=True)
    return [line for _, line in sorted(placed, key=itemgetter(0))]


def _found(seen: Seen) -> Iterator[Line]:
    if seen.stood:
        at = rfc3339(seen.message["received_at"])
        yield Line(at=at, kind="standing", what=standing_line(seen.stood))


def _noticed(seen: Seen) -> Iterator[Line]:
    """Where the customer answers a notice."""
    message = seen.message
    if message.get("notice"):
        yield Line(
            at=rfc3339(message["received_at"]),
            kind="notice",
            what="it answers a notice",
            by="contact",
            why=_HOW[message["notice_by"]],
            message_id=message["notice"],
        )


def _nothing(seen: Seen, what: str, why: str) -> Line:
    at = rfc3339(seen.message["received_at"])
    return Line(at=at, kind="silence", what=what, by="workflow:inbound", why=why)


def _stays_with_the_bot(seen: Seen, stood: Item) -> bool:
    cause = str(MessageId.of(seen.message))
    owners = {d["owner"] for d in seen.decisions if d["cause"] == cause}
    return stood["owner"] == "bot" and owners <= {"bot"}


def _decided(seen: Seen) -> Iterator[Line]:
    for decision in following.of(seen.message, seen.decisions, seen.next_at):
        yield decisions.line(seen.decisions, decision)


def _related(item: Item) -> Line:
    event = event_of(item)
    if event is None:
        return of_answer(item)
    return Line(
        at=rfc3339(item["received_at"]),
        kind="notice",
        what=event,
        by=author(item),
        why=why_event(item),
        cause=content_of(item).get("message"),
        message_id=str(MessageId.of(item)),
    )


def _refused(reason: Item) -> Line:
    told = {name: reason[name] for name in ("what", "why", "by", "cause", "rule")}
    return Line(at=rfc3339(reason["at"]), kind="silence", **told)
