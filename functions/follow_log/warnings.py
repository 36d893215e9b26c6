"""Platforms' warnings of accounts, from webhooks and from errors: automation there rests."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from functions.follow_log.changes import Change
from shared import accounts, metrics
from shared.channels import CHANNELS, HOUR_MS
from shared.limits import warned
from shared.limits.warned import Fact
from shared.observability import logger
from shared.table import Item, from_wire

KIND: Final = "account-warning"
# Where the platform does not say how long, ours to choose: somebody has to look, and may lift it.
_LASTS_MS: Final = {"violation": 24 * HOUR_MS}
_ELSE_MS: Final = 7 * 24 * HOUR_MS


def follow(changes: Sequence[Change], records: Iterable[Mapping[str, Any]]) -> None:
    """Write down what ``changes`` of messages and ``records`` of warnings say of accounts.

    Costs nothing where there is none. Raises Unavailable.
    """
    images = (record["dynamodb"].get("NewImage", {}) for record in records)
    reads: list[Callable[[], Fact | None]] = [partial(_of_error, change) for change in changes]
    reads += [partial(_told, image) for image in images if image.get("kind") == {"S": KIND}]
    for read in reads:
        if (fact := _read(read)) and warned.note(fact):
            metrics.count("AutomationStopped", fact.reason, account=fact.account)


def _read(read: Callable[[], Fact | None]) -> Fact | None:
    """What cannot be read, as by a later version's word, must not stop the log."""
    try:
        return read()
    except (ValueError, KeyError, TypeError) as error:
        logger.error("a warning was not understood", kind=type(error).__name__)
        return None


def _told(image: Mapping[str, Any]) -> Fact:
    item = from_wire(image)
    until = item["until"] or item["at"] + _LASTS_MS.get(item["reason"], _ELSE_MS)
    account = accounts.key(item["channel"], item["account"])
    return Fact(account, item["reason"], item["at"], until, item["about"], item["over"])


def _of_error(change: Change) -> Fact | None:
    item = change.after
    if not change.of("message") or not item.get("error") or _known(change):
        return None
    caution = CHANNELS[item["channel"]].caution(json.loads(item["error"])["code"])
    if caution is None:
        return None
    at = _said_at(item)
    account = accounts.key(item["channel"], item["account"])
    return Fact(account, caution.reason, at, at + caution.lasts_ms)


def _known(change: Change) -> bool:
    """Whether the error is the one that stood there before."""
    before = change.before or {}
    return all(before.get(n) == change.after.get(n) for n in ("error", "last_hold", "status_at"))


def _said_at(item: Item) -> int:
    if item["status"] == "held":
        return int(json.loads(item["last_hold"])["at"])
    return int(item["status_at"])
