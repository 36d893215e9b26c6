"""Accepting what we want to say: one transaction that makes it ours to send, or a refusal."""

import random
import time
from functools import partial
from typing import Final

from shared import clock, conversations, table
from shared.accepted import actions
from shared.channels import CHANNELS
from shared.configuration import load
from shared.conversations import conversation_of
from shared.delivery import waiting
from shared.drafts import (
    AUTOMATIC,
    OUTBOX_LIMIT,
    Draft,
    Mark,
    check,
    check_template,
    in_parts,
    messages_of,
)
from shared.errors import Conflict, Contended, NoSuchMessage, OutboxFull, ReplyWindowClosed
from shared.idempotency import Idempotency
from shared.ids import MessageId
from shared.keys import message_sk
from shared.limits import allowance, automation
from shared.table import Item
from shared.windows import window

__all__ = ["Draft", "Idempotency", "Mark", "accept", "refuse"]

# A try fails only because another one on the same conversation succeeded, so as many writers as
# this get through at once.
_TRIES: Final = 60
_PAUSE_S: Final = 0.02
_LONGEST_PAUSE_S: Final = 0.5


def accept(
    summary: Item,
    draft: Draft,
    *,
    at: int,
    ref: str,
    idempotency: Idempotency | None = None,
    take_over_by: str | None = None,
    seen_through: MessageId | None = None,
    marks: tuple[Mark, ...] = (),
    instead: Draft | None = None,
) -> Item:
    """Queue ``draft`` under the key (``at``, ``ref``) and return the message as it stands.

    A text that is too long for one message becomes several, of which the first is returned. The
    message, its place in the outbox, ``marks`` and the take-over come about together or not
    at all. The same idempotency key, or without one the same ``at`` and ``ref``, gives the message
    that is already there, whatever changed since. ``take_over_by`` (``agent:<id>``) makes an agent
    owner where the bot or a team was. If the window is closed and there is a template ``instead``,
    that is queued, once while anything waits, and the message is held until the customer answers.

    Raises TextTooLong, ReplyWindowClosed, OutboxFull, OptedOut for a template to who wants none,
    IdempotencyMismatch, NoSuchMessage for an unknown ``seen_through``, NewerReply if another answer
    was accepted after that message had arrived, Conflict if nothing may be said automatically now
    or a mark stands, BudgetSpent if automation has said too much or the account is warned, and
    Contended in the end.
    """
    seen: Item | None = None
    must_wait = False
    wanted = load() if draft.author_kind in AUTOMATIC else None
    automatic = wanted.policy if wanted else None
    parts = in_parts(draft, CHANNELS[summary["channel"]])
    for tries in range(_TRIES):
        if tries:
            # By way of aliases: the conversation may have become part of another one since.
            summary = conversations.summary(conversation_of(summary)) or summary
        if there := _accepted_before(summary["pk"], message_sk(at, ref), idempotency):
            return there
        if not tries:
            seen = _seen(summary, seen_through)
            must_wait = _must_wait(summary, parts, instead)
        check(summary, draft, seen, marks, len(parts))
        if wanted and not tries:
            automation.guard(summary, draft, wanted)
        messages = messages_of(summary, parts, at=at, ref=ref, now=clock.now_ms(), seen=seen)
        messages, template = _in_time(summary, messages, instead if must_wait else None)
        making = partial(actions, template=template, policy=automatic)
        try:
            table.transact(*making(summary, messages, idempotency, take_over_by, marks))
        except (Conflict, Contended):
            _part_the_writers(tries)
            continue
        return messages[0]
    raise Contended("too many answers at once")


def _in_time(
    summary: Item, messages: list[Item], instead: Draft | None
) -> tuple[list[Item], Item | None]:
    """``messages`` as they go now; or as they wait, and what goes ``instead``."""
    if instead is None:
        return messages, None
    check_template(summary, instead)
    held = [waiting.held(message) for message in messages]
    return held, waiting.template_for(summary, instead, held)


def _part_the_writers(tries: int) -> None:
    longest = min(_PAUSE_S * 2**tries, _LONGEST_PAUSE_S)
    time.sleep(random.uniform(0, longest))  # noqa: S311 - nothing secret about it


def _accepted_before(pk: str, sk: str, idempotency: Idempotency | None) -> Item | None:
    return idempotency.message() if idempotency else table.get(pk, sk)


def _seen(summary: Item, seen_through: MessageId | None) -> Item | None:
    if seen_through is None:
        return None
    known = {summary["pk"].removeprefix("C#"), *summary.get("also", ())}
    found = table.get(seen_through.pk, seen_through.sk)
    if found is None or seen_through.conversation not in known:
        raise NoSuchMessage(str(seen_through))
    return found


def refuse(summary: Item, draft: Draft, *, seen_through: MessageId | None = None) -> None:
    """Raises what ``accept`` would raise of an agent's ``draft`` now; nothing is written."""
    parts = in_parts(draft, CHANNELS[summary["channel"]])
    check(summary, draft, _seen(summary, seen_through), (), len(parts))
    if not _may_go(summary, parts):
        raise ReplyWindowClosed("the customer has to write first")


def _must_wait(summary: Item, parts: list[Draft], instead: Draft | None) -> bool:
    """Whether ``parts`` are to be held because the window is closed, or used up."""
    if _may_go(summary, parts):
        if _hangs_on_window(summary, parts) and waiting.anything(summary):
            waiting.release(conversation_of(summary))  # what was written before goes before
        return False
    if instead is None:
        raise ReplyWindowClosed("the customer has to write first")
    if len(summary.get("waiting", ())) + len(parts) > OUTBOX_LIMIT:
        raise OutboxFull(f"{OUTBOX_LIMIT} messages wait for the customer")
    return True


def _may_go(summary: Item, parts: list[Draft]) -> bool:
    if not _hangs_on_window(summary, parts):
        return True
    by_agent, now = parts[0].author_kind == "agent", clock.now_ms()
    may = window.is_open(summary, now, by_agent=by_agent)
    return may and not allowance.used_up(summary, now)


def _hangs_on_window(summary: Item, parts: list[Draft]) -> bool:
    channel = CHANNELS[summary["channel"]]
    return parts[0].type != "template" and bool(channel.window or channel.ended_by)
