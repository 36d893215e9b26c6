"""A past day as the follower leaves it: messages and decisions, and the event log of them."""

from typing import Any

from functions.follow_log import event_log
from functions.follow_log.changes import Change
from shared import deciding, table
from shared.ids import MessageId
from shared.table import Item
from tests import log
from tests.clock import SteppingClock


def happened(item: Item) -> None:
    """Note ``item``, which is new in the table, as the follower does."""
    event = event_log.event_of(Change("e1", None, item), log.CONVERSATION, "whatsapp")
    assert event
    event_log.append([event])


def say(ref: str, the_time: SteppingClock, **fields: Any) -> str:
    """The customer writes, now."""
    message = log.say(ref, the_time.now, **fields)
    parsed = MessageId.parse(message)
    found = table.get(parsed.pk, parsed.sk)
    assert found
    happened(found)
    return message


def decided(the_time: SteppingClock, by: str = "agent:ana", **changes: Any) -> None:
    """Somebody decides, now."""
    after = deciding.decide(
        changes, by=by, why="a test", cause="token:1", at=the_time.now, expected=log.summary()
    )
    decision = table.get(log.PK, f"D#{after['version']:08d}")
    assert decision
    happened(decision)
