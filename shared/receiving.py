"""The road of every webhook: verify the raw bytes, understand them, store, then answer.

=========================================  =====================================================
case                                       answer
=========================================  =====================================================
authentic                                  200 and what the platform asks for; so a handshake
forged, or an unknown credential set       403, empty body, no trace but one line of the log
unreadable, unknown kind, foreign account  200; kept in quarantine, the rest of a batch is stored
the table cannot take it now               200 if the spill queue took it, else 503
the secrets cannot be read                 503, so that the platform sends it again
body over 5 MB                             413
an admin's replay, which no route can ask  what ``shared.quarantine.replaying`` says
=========================================  =====================================================
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from shared import clock
from shared.channels import Channel
from shared.credentials import Secrets, credential_set, id_key
from shared.errors import Forged, Unavailable
from shared.intake import spilling, storing
from shared.intake.incoming import Asked, Reply, Request, request_of
from shared.intake.sorting import Parse, Work, sort_all, understood
from shared.intake.storing import Tally
from shared.observability import logger
from shared.quarantine import replaying

__all__ = ["Asked", "Handshake", "Parse", "Reply", "Request", "Response", "Verify", "receive"]

Response = dict[str, Any]
T = TypeVar("T")

MAX_BODY: Final = 5_000_000
_SECRET_MAY_HAVE_CHANGED_MS: Final = 60_000
# Platforms give up after some seconds, and a large batch must not need more than one try.
_STORE_WITHIN_MS: Final = 5_000
_NOTHING: Final = Reply()


# The bytes that ``parse`` reads: the body, or what was wrapped in it. Raises Forged, or Asked if
# the platform only wants an answer.
Verify = Callable[[Request, Secrets], bytes]
Handshake = Callable[[Request, Secrets], Reply]  # what a GET wants to hear; raises Forged


def _no_handshake(request: Request, secrets: Secrets) -> Reply:
    raise Forged("the platform asks for nothing")


def receive(
    event: Mapping[str, Any],
    channel: Channel,
    *,
    verify: Verify,
    parse: Parse,
    handshake: Handshake = _no_handshake,
    taken: Reply = _NOTHING,
) -> Response:
    """Answer one request of ``channel``'s platform; the table above says how. ``taken`` is what
    it wants to hear of what it told."""
    if "replay" in event:
        return replaying.replayed(event["replay"], channel, parse)
    received_at = clock.now_ms()
    request = request_of(event)
    if len(request.body) > MAX_BODY:
        return _answer(413)
    try:
        if request.method == "GET":
            return _answer(200, _checked(channel, request, handshake)[1])
        secrets, payload = _checked(channel, request, verify)
        work = _work(channel, request, secrets, parse, payload, received_at)
        _store_or_spill(work, received_at + _STORE_WITHIN_MS)
    except Asked as question:
        return _answer(200, question.reply)
    except Forged:
        logger.info("refused", channel=channel.name)
        return _answer(403)
    except Unavailable as error:
        logger.error("cannot take it now", channel=channel.name, reason=str(error))
        return _answer(503)
    return _answer(200, taken)


def _answer(status: int, reply: Reply = _NOTHING) -> Response:
    headers = {"content-type": reply.content_type}
    return {"statusCode": status, "headers": headers, "body": reply.body}


def _checked(
    channel: Channel, request: Request, check: Callable[[Request, Secrets], T]
) -> tuple[Secrets, T]:
    """The credentials and what ``check`` makes of them.

    They are read anew once before a refusal, unless that was done within the last minute: so a
    secret that has just been rotated works, and a flood of forged requests asks for nothing.
    """
    name = request.credential_set
    tried: Secrets | None = None
    try:
        tried = credential_set(channel.name, name)
        return tried, check(request, tried)
    except Forged:
        anew = credential_set(channel.name, name, fresher_than_ms=_SECRET_MAY_HAVE_CHANGED_MS)
        if anew is tried:
            raise
    return anew, check(request, anew)


def _work(
    channel: Channel,
    request: Request,
    secrets: Secrets,
    parse: Parse,
    payload: bytes,
    received_at: int,
) -> Work:
    found, work = understood(parse, payload), Work(channel.name, request.credential_set)
    sort_all(work, found, payload, id_key=id_key(), secrets=secrets, received_at=received_at)
    return work


def _store_or_spill(work: Work, until: int) -> None:
    tally, rest = storing.store(work, until)
    if rest:
        spilling.spill(rest)
    # Hashed ids of the first few only: a line has a budget of 300 bytes.
    ids = [item.get("provider_ref") or item.get("target_ref", "") for item in work.items[:2]]
    logger.info("webhook", extra={"channel": work.channel, **_counts(tally, rest), "ids": ids})


def _counts(tally: Tally, rest: Work) -> dict[str, int]:
    counts = {
        "stored": tally.stored,
        "repeated": tally.repeated,
        "quarantined": tally.quarantined,
        "spilled": len(rest.items) + len(rest.unusable),
    }
    return {name: count for name, count in counts.items() if count}
