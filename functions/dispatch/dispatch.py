"""Lambda: hands what lies on the queues of all channels to the functions of each."""

import json
from collections.abc import Mapping
from typing import Any

from functions.dispatch.handing import Unanswered, hand_over
from shared import metrics
from shared.batches import Failures, in_order
from shared.settings import settings


def lambda_handler(event: dict[str, Any], context: object) -> Failures:
    """Returns the partial batch response."""
    return in_order(event, _done)


def _done(record: Mapping[str, Any]) -> bool:
    """What a channel's function says of itself is in its own log; counted is what it cannot say."""
    channel = _channel_of(record)
    if channel not in settings().channels:
        metrics.count("ChannelFailed", "channel is off, a record waits", channel=channel)
        return False
    function = _function_of(record, channel)
    try:
        return hand_over(record, function)
    except Unanswered as error:
        said = {"channel": channel, "function": function, "kind": str(error)}
        metrics.count("ChannelFailed", "record not handed over", **said)
        return False


def _channel_of(record: Mapping[str, Any]) -> str:
    """Empty if the body names none."""
    try:
        return str(json.loads(record["body"])["channel"])
    except (ValueError, LookupError, TypeError):
        return ""


def _function_of(record: Mapping[str, Any], channel: str) -> str:
    """``<stack>-<channel>-send`` for what lay on ``<stack>-send.fifo``, and so ``-media``."""
    queue = record["eventSourceARN"].rpartition(":")[2].removesuffix(".fifo")
    stack, _, kind = queue.rpartition("-")
    return f"{stack}-{channel}-{kind}"
