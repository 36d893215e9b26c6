"""Records that fail by themselves: put aside, so that the rest of the log goes on."""

from collections.abc import Mapping
from typing import Any, Final

from functions.follow_log.changes import Change
from shared import clock, metrics, table
from shared.keys import lists

FIRST_PAUSE_MS: Final = 60_000


def park(event: str, item_key: Mapping[str, str], error: BaseException) -> None:
    """Remember that this record failed; the sweep brings it back. Once per ``event``."""
    now = clock.now_ms()
    table.put_if_absent(
        {
            "pk": lists.PARKED,
            "sk": event,
            "kind": "parked",
            "item_pk": item_key["pk"],
            "item_sk": item_key["sk"],
            "error": type(error).__name__,
            "attempts": 0,
            "parked_at": now,
            "next_at": now + FIRST_PAUSE_MS,
        }
    )
    # The class only: a message of an exception may quote what somebody wrote.
    metrics.count("Parked", "record parked", event_id=event, error=type(error).__name__)


def park_change(change: Change, error: BaseException) -> None:
    park(change.parked or change.event, {k: change.after[k] for k in ("pk", "sk")}, error)


def park_record(record: Mapping[str, Any], error: BaseException) -> None:
    """A record that cannot even be read, by its bare key."""
    wire = record["dynamodb"]["Keys"]
    park(record["eventID"], {name: wire[name]["S"] for name in ("pk", "sk")}, error)


def unpark(change: Change) -> None:
    """It went well this time."""
    if change.parked:
        table.delete(lists.PARKED, change.parked)
