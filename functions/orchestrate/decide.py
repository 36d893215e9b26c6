"""Lambda: makes one decision of the plan."""

from typing import Any

from shared import deciding, keys, table
from shared.errors import Conflict
from shared.planning.sight import BY


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """``decision``, upon ``version`` of ``conversation``.

    Returns the version after it.
    Raises Conflict if somebody decided since the conversation was looked at.
    """
    decision, version = event["decision"], event["version"]
    pk = keys.conversation_pk(event["conversation"])
    summary = table.get(pk, keys.SUMMARY)
    if summary is None:
        raise Conflict("the conversation is gone")
    changes, cause = decision["changes"], decision["cause"]
    if summary["version"] != version:
        after = deciding.repeated(pk, version, changes, by=BY, cause=cause)
    else:
        after = deciding.decide(
            changes,
            by=BY,
            why=decision["why"],
            cause=cause,
            at=decision["at"],
            expected=summary,
            known={} if decision.get("uncounted") else None,
            proof=decision.get("proof"),
        )
    return {"version": after["version"]}
