"""Where customers end a conversation: nothing may be said to them until they write again."""

import json
from typing import Final

from shared import history
from shared.channels import CHANNELS
from shared.table import Item

_CHUNK: Final = 10


def may_end(channel: str) -> bool:
    """Whether a customer of ``channel`` can end a conversation."""
    known = CHANNELS.get(channel)
    return known is not None and bool(known.ended_by)


def has_ended(summary: Item) -> bool:
    """Whether the customer has ended the conversation and not written since.

    Exact: read from the log, newest first, as far as the last thing that the customer said. Where
    nobody can end a conversation nothing is read.
    """
    if not may_end(summary["channel"]):
        return False
    event = CHANNELS[summary["channel"]].ended_by
    for message in history.back_from(summary, "M#~", _CHUNK):
        if message["direction"] != "inbound":
            continue
        if message["type"] != "event":
            return False
        if json.loads(message.get("content") or "{}").get("event") == event:
            return True
    return False
