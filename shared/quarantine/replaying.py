"""What lay in quarantine, once more: by the parser of today, into the log, at its own time.

A channel's webhook function does it, for it alone has the parser and knows the accounts. It is
invoked directly, never by a route: API Gateway puts a request into an envelope that says nothing
of this. Bytes are the platform's, or an event of ours whose account was unknown, or an item that
the table refused, as ``shared.intake.sorting`` and ``shared.intake.storing`` leave them.
"""

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any, Final

from shared import clock
from shared.channels import Channel
from shared.credentials import credential_set, id_key
from shared.errors import Forged
from shared.intake import storing
from shared.intake.sorting import Parse, Unusable, Work, sort_all, understood
from shared.messages import Noted, Parsed, Said, Told, Warned
from shared.observability import logger

# An admin who has just named an account in the secret need not wait.
_SECRET_MAY_HAVE_CHANGED_MS: Final = 10_000
_EVENTS: Final[Mapping[str, type[Said | Noted | Told | Warned]]] = {
    "said": Said,
    "noted": Noted,
    "told": Told,
    "warned": Warned,
}
_REFUSED: Final = "refused: "


def request(name: str, reason: str, received_at: int, raw: bytes) -> dict[str, Any]:
    """What ``replayed`` takes, small enough to invoke a function with."""
    body = base64.b64encode(gzip.compress(raw, mtime=0)).decode()
    asked = {"credential_set": name, "reason": reason, "received_at": received_at, "raw": body}
    return {"replay": asked}


def replayed(asked: Mapping[str, Any], channel: Channel, parse: Parse) -> dict[str, Any]:
    """``stored``, ``repeated`` (there already) and ``unreadable``: the reason of each part that
    is of no use still. The same again changes nothing.

    A message has its place where it was said, and arrives now: nobody has seen it yet. Raises
    Unavailable, and then a part of it may be stored.
    """
    raw = gzip.decompress(base64.b64decode(asked["raw"]))
    work = _work(asked, channel, parse, raw)
    unreadable = [one.reason for one in work.unusable]
    stored, now = 0, clock.now_ms()
    for item in work.items:
        arrived = {**item, "received_at": now} if item["kind"] == "message" else item
        try:
            stored += storing.put_once(arrived)
        except storing.Refused as error:
            unreadable.append(f"{_REFUSED}{error}")
    repeated = len(work.items) + len(work.unusable) - stored - len(unreadable)
    counts = {"stored": stored, "repeated": repeated, "unreadable": len(unreadable)}
    logger.info("replayed", extra={"channel": channel.name, **counts})
    return {"stored": stored, "repeated": repeated, "unreadable": unreadable}


def _work(asked: Mapping[str, Any], channel: Channel, parse: Parse, raw: bytes) -> Work:
    name, reason, came = asked["credential_set"], asked["reason"], asked["received_at"]
    work = Work(channel.name, name)
    if reason.startswith(_REFUSED):
        work.items.append(json.loads(raw))
        return work
    try:
        secrets = credential_set(channel.name, name, fresher_than_ms=_SECRET_MAY_HAVE_CHANGED_MS)
    except Forged:
        work.unusable.append(Unusable("no-credentials", raw))
        return work
    # Some platforms tell no time: then the moment of reading stands for it.
    with clock.running_on(lambda: came):
        found = _understood(parse, raw)
    sort_all(work, found, raw, id_key=id_key(), secrets=secrets, received_at=came)
    return work


def _understood(parse: Parse, raw: bytes) -> tuple[list[Parsed], str]:
    event = _event(raw)
    return ([event], "") if event else understood(parse, raw)


def _event(raw: bytes) -> Parsed | None:
    """One of ours, as ``sorting.as_bytes`` wrote it; None if these are a platform's bytes."""
    try:
        ((name, said),) = json.loads(raw).items()
        return _EVENTS[name](**said)
    except (ValueError, AttributeError, KeyError, TypeError):
        return None
