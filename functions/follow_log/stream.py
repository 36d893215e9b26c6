"""Lambda: follow the log through the table's stream."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from botocore.exceptions import ClientError

from functions.follow_log import event_log, freed, parking, warnings
from functions.follow_log.aliases import Merged
from functions.follow_log.changes import Change, change_of
from functions.follow_log.follow import Outcome, follow
from shared import configuration, conversations, waking
from shared.configuration import Configuration
from shared.errors import Unavailable
from shared.observability import logger
from shared.table import Item

Group = tuple[str, Item | None, list[Change]]
Wanted = Callable[[], Configuration]


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A batch of the stream. Summaries, annotations, wake-ups and the event log follow it.

    A record that fails by itself is parked and counts as done. Raises Unavailable if a service
    cannot take it now: the whole batch comes back, and what was done is not done twice.
    """
    changes = _readable(event["Records"])
    warnings.follow(changes, event["Records"])  # before anything more is said on the account
    outcome, parked = Outcome(), 0
    wanted = cache(configuration.load)  # once a batch
    for group in _by_conversation(changes):
        parked += _follow_or_park(group, outcome, wanted)
    waking.send([*outcome.wake_ups, *freed.wake_ups_of(event["Records"])])
    # Last, since a repetition would add the same events once more.
    event_log.append(outcome.events)
    for change in outcome.followed:
        parking.unpark(change)
    logger.info(
        "followed", records=len(event["Records"]), events=len(outcome.events), parked=parked
    )
    return {"batchItemFailures": []}


def _readable(records: Iterable[dict[str, Any]]) -> list[Change]:
    changes = []
    for record in records:
        try:
            change = change_of(record)
        except Exception as error:  # one unreadable record must not stop the log
            parking.park_record(record, error)
            continue
        if change:
            changes.append(change)
    return changes


def _by_conversation(changes: Iterable[Change]) -> list[Group]:
    """Each conversation once, with its summary, whatever the names its items lie under."""
    by_name: dict[str, list[Change]] = {}
    for change in changes:
        by_name.setdefault(change.conversation, []).append(change)
    groups: dict[str, Group] = {}
    for name, own in by_name.items():
        conversation, summary = conversations.head(name)
        groups.setdefault(conversation, (conversation, summary, []))[2].extend(own)
    return list(groups.values())


def _follow_or_park(group: Group, outcome: Outcome, wanted: Wanted) -> int:
    """Add what follows to ``outcome``; returns how many changes were parked."""
    conversation, summary, changes = group
    try:
        followed = follow(conversation, summary, changes, wanted)
    except Merged as merged:
        return _follow_or_park((merged.conversation, merged.summary, changes), outcome, wanted)
    except Exception as error:  # whatever one record does, the log goes on
        if _will_pass(error):
            raise
        if len(changes) == 1:
            parking.park_change(changes[0], error)
            return 1
        return _one_by_one(conversation, changes, outcome, wanted)
    outcome.add(followed)
    return 0


def _one_by_one(
    conversation: str, changes: Sequence[Change], outcome: Outcome, wanted: Wanted
) -> int:
    parked = 0
    for change in changes:
        meant, summary = conversations.head(conversation)
        parked += _follow_or_park((meant, summary, [change]), outcome, wanted)
    return parked


def _will_pass(error: Exception) -> bool:
    """Whether it is not the record's fault: a service is down, or we may not use it."""
    if isinstance(error, ClientError):
        return error.response["Error"]["Code"] != "ValidationException"
    return isinstance(error, Unavailable)
