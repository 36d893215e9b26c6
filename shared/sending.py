"""The edge of every channel's send function: a batch of the send queue in, what failed out."""

import json
import time
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

from shared import history
from shared.batches import Failures, in_order
from shared.channels import Channel
from shared.credentials import Secrets, credentials_of
from shared.delivery.attempting import Attempts, Post
from shared.delivery.draining import Drain
from shared.errors import ThreadlineError
from shared.ids import MessageId
from shared.observability import logger
from shared.table import Item

Signal = Callable[[Literal["read", "typing"], Item, Secrets], None]


def deliver(
    event: Mapping[str, Any],
    channel: Channel,
    post: Post,
    signal: Signal,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Failures:
    """Do what records of the send queue say; returns the partial batch response.

    ``post`` is described at ``Attempts``; ``signal`` shows the customer that a message was read or
    that an answer is being typed.
    """
    drain = Drain(Attempts(channel, post, sleep))
    return in_order(event, partial(_done, channel=channel, drain=drain, signal=signal))


def _done(record: Mapping[str, Any], channel: Channel, drain: Drain, signal: Signal) -> bool:
    try:
        body = json.loads(record["body"])
        if "signal" in body:
            _show(body["signal"], body["message"], channel, signal)
        else:
            drain.conversation(body["conversation"])
    except Exception as error:  # one conversation's failure must not be another's
        # The error's own text may hold what a customer wrote.
        where = traceback.format_tb(error.__traceback__)[-3:]
        logger.error("record failed", kind=type(error).__name__, where=where)
        return False
    return True


def _show(
    kind: Literal["read", "typing"], message_id: str, channel: Channel, signal: Signal
) -> None:
    """Worth showing now or not at all: what fails is logged and not repeated."""
    try:
        message = history.find(MessageId.parse(message_id))
        if message and message.get("provider_id"):
            signal(kind, message, credentials_of(channel.name, message["account"]))
    except (ThreadlineError, ValueError) as error:
        logger.info("signal dropped", signal=kind, kind=type(error).__name__)
