"""What became of a message: written down, and then the message taken out of the outbox.

Two writes and no transaction: of a process that dies between them remains an ended message at the
outbox's head, and whoever looks next takes it off.
"""

import json
from typing import Any

from shared import clock, ids, keys, table
from shared.credentials import id_key
from shared.delivery.claiming import AS_SEEN, patiently, seen
from shared.errors import Conflict, SendError, Unavailable
from shared.messages import STATUS_ORDER, Status
from shared.table import Item


def finish(summary: Item, message: Item, status: Status, *, error: SendError) -> Item | None:
    """End the way of a message that was not sent, and take it out of the outbox.

    Returns the summary after that; None if it is to be read again. Raises Conflict if ``message``
    is not as it was read, Unavailable.
    """
    expression, values = _ending(message, status, error, None)
    table.update(message["pk"], message["sk"], expression, {**values, **seen(message)}, AS_SEEN)
    return _taken_off(summary, message["sk"])


def record(
    summary: Item,
    claimed: Item,
    status: Status,
    *,
    error: SendError | None = None,
    provider_id: str | None = None,
) -> Item | None:
    """Write down what a platform call came to. A status that is further already stays.

    Then the message leaves the outbox; if it cannot, the next look takes it off. Returns and
    raises as ``finish``, but never Conflict.
    """
    _settle(claimed, status, error, provider_id)
    return _taken_off(summary, claimed["sk"])


def _settle(
    claimed: Item, status: Status, error: SendError | None, provider_id: str | None
) -> None:
    expression, values = _ending(claimed, status, error, provider_id)
    earlier = STATUS_ORDER[: STATUS_ORDER.index(status)]
    names = {f":s{n}": name for n, name in enumerate(earlier)}
    try:
        patiently(
            lambda: table.update(
                claimed["pk"],
                claimed["sk"],
                expression,
                {**values, **names},
                f"#status IN ({', '.join(names)})",
            )
        )
    except Conflict:
        if provider_id:
            _add_provider_id(claimed, provider_id)


def _add_provider_id(claimed: Item, provider_id: str) -> None:
    values = _provider_values(claimed, provider_id)
    expression = (
        "SET #provider_id = :provider_id, #provider_ref = :provider_ref REMOVE #claimed_until"
    )
    try:
        patiently(
            lambda: table.update(
                claimed["pk"], claimed["sk"], expression, values, "attribute_exists(pk)"
            )
        )
    except Conflict:
        return  # erased meanwhile: nothing may come back


def drop(summary: Item, sk: str) -> Item:
    """Take ``sk`` off the outbox's head and return the summary after it.

    Raises Conflict if it is not there any more, Unavailable.
    """
    return table.update(
        summary["pk"], keys.SUMMARY, "REMOVE #outbox[0]", {":sk": sk}, "#outbox[0] = :sk"
    )


def _taken_off(summary: Item, sk: str) -> Item | None:
    """What became of it is written, so that whoever looks next may take it off as well."""
    try:
        return drop(summary, sk)
    except (Conflict, Unavailable):
        return None


def _ending(
    message: Item, status: Status, error: SendError | None, provider_id: str | None
) -> tuple[str, Item]:
    sets = ["#status = :to", "#status_at = :now"]
    values: dict[str, Any] = {":to": status, ":now": clock.now_ms()}
    removes = ["#claimed_until", "#due"]
    if error:
        sets.append("#error = :error")
        values[":error"] = json.dumps(error.as_content())
    else:
        removes.append("#error")
    if provider_id:
        sets += ["#provider_id = :provider_id", "#provider_ref = :provider_ref"]
        values |= _provider_values(message, provider_id)
    return f"SET {', '.join(sets)} REMOVE {', '.join(removes)}", values


def _provider_values(message: Item, provider_id: str) -> Item:
    return {":provider_id": provider_id, ":provider_ref": ref_of(message, provider_id)}


def ref_of(message: Item, provider_id: str) -> str:
    """How the platform's id of ``message`` is written in keys."""
    return ids.message_ref(id_key(), message["channel"], message["account"], provider_id)
