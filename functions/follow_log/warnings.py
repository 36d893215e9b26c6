"""Platforms' warnings of accounts, from webhooks and from errors: automation there rests."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from functions.follow_log.changes import Change
from shared import accounts, metrics, warned
from shared.channels import CHANNELS, HOUR_MS
from shared.errors import Unavailable
from shared.observability import logger
from shared.table import Item, from_wire
from shared.warned import Fact

KIND: Final = "account-warning"
# Where the platform does not say how long, ours to choose: somebody has to look, and may lift it.
# Meta rates a number by what people thought of its messages in the last seven days:
# https://www.facebook.com/business/help/896873687365001, as quoted on 2026-11-22.
_LASTS_MS: Final = {"violation": 24 * HOUR_MS}
_ELSE_MS: Final = 7 * 24 * HOUR_MS


def follow(changes: Sequence[Change], records: Iterable[Mapping[str, Any]]) -> None:
    """Write down what ``changes`` of messages and ``records`` of warnings say of accounts.

    Costs nothing where there is none. Raises Unavailable. What cannot be read must not stop the
    log.
    """
    try:
        for fact in [*_from_errors(changes), *_from_webhooks(records)]:
            if warned.note(fact):
                metrics.count("AutomationStopped", fact.reason, account=fact.account)
    except Unavailable:
        raise
    except (ValueError, KeyError, TypeError) as error:
        logger.error("a warning was not understood", kind=type(error).__name__)


def _from_webhooks(records: Iterable[Mapping[str, Any]]) -> Iterator[Fact]:
    for record in records:
        image = record["dynamodb"].get("NewImage", {})
        if image.get("kind") == {"S": KIND}:
            yield _told(from_wire(image))


def _told(item: Item) -> Fact:
    until = item["until"] or item["at"] + _LASTS_MS.get(item["reason"], _ELSE_MS)
    account = accounts.key(item["channel"], item["account"])
    return Fact(account, item["reason"], item["at"], until, item["about"], item["over"])


def _from_errors(changes: Sequence[Change]) -> Iterator[Fact]:
    for change in changes:
        item = change.after
        if not change.of("message") or not item.get("error") or _known(change):
            continue
        caution = CHANNELS[item["channel"]].caution(json.loads(item["error"])["code"])
        if caution:
            at = _said_at(item)
            account = accounts.key(item["channel"], item["account"])
            yield Fact(account, caution.reason, at, at + caution.lasts_ms)


def _known(change: Change) -> bool:
    """Whether the error is the one that stood there before."""
    before = change.before or {}
    return all(before.get(n) == change.after.get(n) for n in ("error", "last_hold", "status_at"))


def _said_at(item: Item) -> int:
    if item["status"] == "held":
        return int(json.loads(item["last_hold"])["at"])
    return int(item["status_at"])
