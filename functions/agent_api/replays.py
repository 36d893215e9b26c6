"""Replays what lies in quarantine: the channel's webhook reads it, its outcome is remembered."""

import json
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from functions.agent_api.problems import Problem
from shared import audit, aws, clock, table
from shared.errors import Conflict, Unavailable
from shared.keys import single
from shared.media import files
from shared.quarantine import listing, replaying
from shared.quarantine.listing import Kept
from shared.settings import settings
from shared.table import Item

# Of an invocation that waits for its answer, docs.aws.amazon.com/lambda, quotas.
_LONGEST: Final = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    stored: int
    repeated: int
    unreadable: list[str]


def replay(kept: Kept, *, by: str) -> Outcome | None:
    """What became of it, now or the first time that all of it was understood; None if it is not
    there. An audit entry tells of each try.

    Raises Unavailable, and Problem 413 if it is too large to be handed over.
    """
    if (known := _known(kept)) is None:
        found = listing.read(kept)
        if found is None:
            return None
        facts, raw = found
        asked = replaying.request(kept.credential_set, facts.reason, facts.at, raw)
        outcome = Outcome(**_asked(kept.channel, asked))
        if outcome.unreadable:
            table.transact(_entry(kept, by))
            return outcome
        known = _remembered(kept, outcome, by)
    # Also where this failed the last time: the bytes are in the log now.
    files.forget(kept.key)
    return known


def _known(kept: Kept) -> Outcome | None:
    item = table.get(*single.replayed_key(str(kept)))
    return Outcome(item["stored"], item["repeated"], []) if item else None


def _remembered(kept: Kept, outcome: Outcome, by: str) -> Outcome:
    """``outcome``, or what somebody else's replay at the same moment was."""
    try:
        table.transact(table.putting(_record(kept, outcome)), _entry(kept, by))
    except Conflict:
        return _known(kept) or outcome
    return outcome


def _record(kept: Kept, outcome: Outcome) -> Item:
    pk, sk = single.replayed_key(str(kept))
    return {
        "pk": pk,
        "sk": sk,
        "kind": "replayed",
        "stored": outcome.stored,
        "repeated": outcome.repeated,
        "expires": clock.now_ms() // 1000 + settings().retention_days * 86_400,
    }


def _entry(kept: Kept, by: str) -> table.Action:
    return audit.entry(by, "replayed", f"quarantine/{kept}")


def _asked(channel: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What the channel's webhook says. Raises Unavailable, Problem 413."""
    payload = json.dumps(asked).encode()
    if len(payload) > _LONGEST:
        raise Problem(413, "too-large", "This is too large to be replayed.")
    name = f"{settings().secret_prefix}-{channel}-webhook"
    try:
        answer = aws.client("lambda").invoke(FunctionName=name, Payload=payload)
        said: dict[str, Any] = json.loads(answer["Payload"].read())
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("the channel cannot be asked") from error
    if "FunctionError" in answer:
        raise Unavailable("the replay failed")
    return said
