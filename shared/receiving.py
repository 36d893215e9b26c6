"""The road of every webhook: verify the raw bytes, understand them, store, then answer.

=========================================  =====================================================
case                                       answer
=========================================  =====================================================
authentic                                  200; a GET handshake what the platform asks for
forged, or an unknown credential set       403, empty body, no trace but one line of the log
unreadable, unknown kind, foreign account  200; kept in quarantine, the rest of a batch is stored
the table cannot take it now               200 if the spill queue took it, else 503
the secrets cannot be read                 503, so that the platform sends it again
body over 5 MB                             413
=========================================  =====================================================
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from shared import clock, spilling, storing
from shared.channels import Channel
from shared.credentials import Secrets, credential_set, id_key
from shared.errors import Forged, Unavailable
from shared.incoming import Request, request_of
from shared.observability import logger
from shared.sorting import Parse, Unusable, Work, sort_out, understood
from shared.storing import Tally

__all__ = ["Handshake", "Parse", "Request", "Response", "Verify", "receive"]

Response = dict[str, Any]
T = TypeVar("T")

MAX_BODY: Final = 5_000_000
_SECRET_MAY_HAVE_CHANGED_MS: Final = 60_000
# Platforms give up after some seconds, and a large batch must not need more than one try.
_STORE_WITHIN_MS: Final = 5_000


Verify = Callable[[Request, Secrets], None]  # raises Forged
Handshake = Callable[[Request, Secrets], str]  # the answer's body; raises Forged


def receive(
    event: Mapping[str, Any],
    channel: Channel,
    *,
    verify: Verify,
    parse: Parse,
    handshake: Handshake,
) -> Response:
    """Answer one request of ``channel``'s platform; the table above says how."""
    received_at = clock.now_ms()
    request = request_of(event)
    if len(request.body) > MAX_BODY:
        return _answer(413)
    try:
        if request.method == "GET":
            _, body = _checked(channel, request, handshake)
            return _answer(200, body)
        secrets, _ = _checked(channel, request, verify)
        work = _work(channel, request, secrets, parse, received_at)
        _store_or_spill(work, received_at + _STORE_WITHIN_MS)
    except Forged:
        logger.info("refused", channel=channel.name)
        return _answer(403)
    except Unavailable as error:
        logger.error("cannot take it now", channel=channel.name, reason=str(error))
        return _answer(503)
    return _answer(200)


def _answer(status: int, body: str = "") -> Response:
    return {"statusCode": status, "headers": {"content-type": "text/plain"}, "body": body}


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
    channel: Channel, request: Request, secrets: Secrets, parse: Parse, received_at: int
) -> Work:
    parsed, broken = understood(parse, request.body)
    work = Work(channel.name, request.credential_set)
    sort_out(
        work,
        parsed,
        id_key=id_key(),
        accounts=secrets.get("accounts", {}),
        received_at=received_at,
        business=secrets.get("waba_id", ""),
    )
    if broken:
        work.unusable.append(Unusable(f"unreadable: {broken}", request.body))
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
