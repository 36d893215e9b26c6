"""Accepting what we want to say: one transaction that makes it ours to send, or a refusal."""

import random
import time
from collections.abc import Mapping
from typing import Any, Final

from shared import clock, conversations, deciding, table, window
from shared.channels import CHANNELS
from shared.conversations import conversation_of
from shared.drafts import Draft, Mark, check, message_of
from shared.errors import (
    Conflict,
    Contended,
    NoSuchMessage,
    ReplyWindowClosed,
)
from shared.idempotency import Idempotency
from shared.keys import MessageId, message_sk
from shared.table import Action, Item

__all__ = ["Draft", "Idempotency", "Mark", "accept"]

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
) -> Item:
    """Queue ``draft`` under the key (``at``, ``ref``) and return the message as it stands.

    The message, its place in the outbox, ``marks`` and the take-over come about together or not
    at all. The same idempotency key, or without one the same ``at`` and ``ref``, gives the message
    that is already there, whatever changed since. ``take_over_by`` (``agent:<id>``) makes an agent
    owner where the bot or a team was.

    Raises ReplyWindowClosed, OutboxFull, IdempotencyMismatch, NoSuchMessage for an unknown
    ``seen_through``, NewerReply if another answer was accepted after that message had arrived,
    Conflict if the bot may not speak now or a mark stands, and Contended in the end.
    """
    seen: Item | None = None
    for tries in range(_TRIES):
        if tries:
            # By way of aliases: the conversation may have become part of another one since.
            summary = conversations.summary(conversation_of(summary)) or summary
        if there := _accepted_before(summary["pk"], message_sk(at, ref), idempotency):
            return there
        if not tries:
            seen = _seen(summary, seen_through)
            _check_window(summary, draft)
        check(summary, draft, seen, marks)
        message = message_of(summary, draft, at=at, ref=ref, now=clock.now_ms(), seen=seen)
        try:
            table.transact(*_actions(summary, message, idempotency, take_over_by, marks))
        except (Conflict, Contended):
            _part_the_writers(tries)
            continue
        return message
    raise Contended("too many answers at once")


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


def _check_window(summary: Item, draft: Draft) -> None:
    needs_window = draft.type != "template" and CHANNELS[summary["channel"]].window
    if needs_window and not window.is_open(summary, clock.now_ms()):
        raise ReplyWindowClosed("the customer has to write first")


def _actions(
    summary: Item,
    message: Item,
    idempotency: Idempotency | None,
    take_over_by: str | None,
    marks: tuple[Mark, ...],
) -> list[Action]:
    message_id = str(MessageId.of(message))
    after: dict[str, Any] = {
        "out_seq": message["out_seq"],
        "answered_at": message["received_at"],
        "answered_id": message_id,
        **{mark.name: mark.value for mark in marks},
    }
    actions = [table.putting(message)]
    if idempotency:
        actions.append(table.putting(idempotency.item(message_id)))
    if take_over_by and not summary["owner"].startswith("agent:"):
        decision = _take_over(summary, take_over_by, message_id)
        after |= deciding.registers(summary, decision)
        actions.append(table.putting(decision))
    return [*actions, _queued(summary, message["sk"], after)]


def _take_over(summary: Item, agent: str, message_id: str) -> Item:
    return deciding.decision_after(
        summary,
        {"owner": agent, "assignee": agent.removeprefix("agent:")},
        by=agent,
        why="answered",
        cause=message_id,
        at=clock.now_ms(),
    )


def _queued(summary: Item, sk: str, after: Mapping[str, Any]) -> Action:
    before = summary.get("out_seq", 0)
    return deciding.summary_update(
        summary,
        after,
        also="#outbox = list_append(if_not_exists(#outbox, :none), :sk)",
        values={":none": [], ":sk": [sk]} | ({":before": before} if before else {}),
        condition="#out_seq = :before" if before else "attribute_not_exists(#out_seq)",
    )
