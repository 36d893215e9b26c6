"""What an agent wrote into a closed window: held, in order, until the customer answers.

The keys stand in ``waiting`` on the summary, beside the outbox, so that they hold up nothing that
may go now, such as the template that asks the customer to answer. If the conversation becomes
another name of one, they stay where they are, and ``waiting_in`` there says where to look.
"""

import json
from dataclasses import replace
from typing import Final

from shared import clock, conversations, keys, table
from shared.drafts import Draft, message_of
from shared.errors import Conflict, Contended, WindowClosed
from shared.ids import MessageId
from shared.table import Item
from shared.windows import window

_TRIES: Final = 200  # twice as many as may wait
HELD: Final = WindowClosed("window-closed", "It waits until the customer answers.")


def held(message: Item) -> Item:
    """``message`` as it waits: without a time, for only the customer ends it."""
    return {**message, "status": "held", "error": json.dumps(HELD.as_content())}


def template_for(summary: Item, draft: Draft, messages: list[Item]) -> Item | None:
    """The template that goes in the stead of ``messages``; None while another one waits, for the
    customer has been asked to answer already."""
    if anything(summary):
        return None
    own = MessageId.of(messages[0])
    made = message_of(
        summary,
        replace(draft, trigger=str(own)),
        at=own.at,
        ref=f"{own.ref}-template",
        now=messages[0]["received_at"],
        seen=None,
    )
    return {**made, "out_seq": messages[-1]["out_seq"] + 1}


def is_waiting(message: Item) -> bool:
    """Whether ``message`` waits for the customer, not for a time."""
    return message.get("status") == "held" and not message.get("due")


def anything(summary: Item) -> bool:
    """Whether anything waits for the customer, on the conversation or on other names of it."""
    return bool(summary.get("waiting") or summary.get("waiting_in"))


def may_go(summary: Item) -> bool:
    """Whether something waits that may be sent now. Reads the log only if something waits."""
    if not anything(summary) or summary.get("consent") == "out":
        return False
    return window.is_open(summary, clock.now_ms())


def release(conversation: str) -> int:
    """Queue what waits on ``conversation``, in order, if the customer has answered; how many.

    Each moves to the outbox in one transaction, so that a repetition moves it no second time.
    Raises Contended if others are always faster.
    """
    released = 0
    for _ in range(_TRIES):
        summary = conversations.summary(conversation)
        if summary is None or not may_go(summary):
            return released
        try:
            released += _move_first(summary)
        except (Conflict, Contended):
            continue
    raise Contended("others move what waits")


def _move_first(summary: Item) -> int:
    """What waits under other names of the conversation was written before."""
    if not summary.get("waiting_in"):
        return _move(summary["pk"], summary["waiting"][0])
    other = summary["waiting_in"][0]
    place = table.get(keys.conversation_pk(other), keys.SUMMARY) or {}
    if place.get("waiting"):
        return _move(place["pk"], place["waiting"][0])
    done = "REMOVE #waiting_in[0]"
    table.update(summary["pk"], keys.SUMMARY, done, {":other": other}, "#waiting_in[0] = :other")
    return 0


def _move(pk: str, sk: str) -> int:
    message = table.get(pk, sk)
    if message is None or message["status"] != "held":
        table.transact(_taking(pk, sk, "REMOVE #waiting[0]", {}))
        return 0
    values = {":none": [], ":sks": [sk]}
    to_outbox = "SET #outbox = list_append(if_not_exists(#outbox, :none), :sks) REMOVE #waiting[0]"
    queued = {":queued": "queued", ":now": clock.now_ms(), ":held": "held"}
    table.transact(
        table.updating(
            pk,
            sk,
            "SET #status = :queued, #status_at = :now REMOVE #error",
            queued,
            "#status = :held",
        ),
        _taking(pk, sk, to_outbox, values),
    )
    return 1


def _taking(pk: str, sk: str, expression: str, values: Item) -> table.Action:
    return table.updating(
        pk, keys.SUMMARY, expression, {**values, ":first": sk}, "#waiting[0] = :first"
    )
