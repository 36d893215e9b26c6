"""Echoes of our own sends, where the platform does not tell them from what was said elsewhere.

Whoever is first claims the platform's id of a message: the webhook for what looks like said in
another app, the sender for ours. The other one then knows better.
"""

from collections.abc import Mapping
from typing import Any, Final

from shared import table
from shared.channels import CHANNELS
from shared.errors import Unavailable
from shared.ids import MessageId
from shared.keys import single
from shared.observability import logger
from shared.table import Item

_KEPT_S: Final = 30 * 86_400  # no platform delivers again after seven days


def look_alike(message: Mapping[str, Any]) -> bool:
    """Whether ``message``, outbound, may come back as an echo that nothing tells from another."""
    channel = CHANNELS.get(message["channel"])
    return bool(channel and channel.echoes_are_ours and message["direction"] == "outbound")


def claim_of(message: Item, ref: str) -> Item:
    """What says that the platform's id ``ref`` is of ``message``."""
    pk, sk = single.claim_key(ref)
    expires = message["received_at"] // 1000 + _KEPT_S
    return {"pk": pk, "sk": sk, "message_id": str(MessageId.of(message)), "expires": expires}


def claim(message: Item, ref: str) -> str | None:
    """Make ``ref`` the platform's id of ``message``, which we sent; returns the id of its echo if
    that was stored before. The same again gives the same. Raises Unavailable."""
    made = claim_of(message, ref)
    if not look_alike(message) or table.put_if_absent(made):
        return None
    there = table.get(made["pk"], made["sk"])
    first = there["message_id"] if there else made["message_id"]
    return None if first == made["message_id"] else str(first)


def claim_soon(message: Item, ref: str) -> None:
    """The same without waiting for the follower, which does it in any case."""
    if not look_alike(message):
        return
    try:
        claim(message, ref)
    except Unavailable:
        logger.info("an id is claimed later")
