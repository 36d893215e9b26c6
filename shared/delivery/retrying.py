"""What follows when a platform did not take a message: at once, later, or never again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.errors import CredentialsRejected, OutcomeUnknown, Permanent, Retryable, SendError

TRIES_AT_ONCE: Final = 3
_SHORT_S: Final = 5.0
_FIRST_HOLD_S: Final = 60
_LONGEST_HOLD_S: Final = 3_600
_LONGEST_ASKED_S: Final = 86_400
# An admin has to act; longer than credentials are kept, so that a new secret is seen.
_CREDENTIALS_HOLD_S: Final = 900
_MOST_REFUSALS: Final = 12
_MOST_ATTEMPTS: Final = 100  # more than a day of asking for credentials
_OLDEST_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Again:
    """Try again after ``seconds``, in this very run."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Hold:
    """Try again at ``due`` (ms); ``refusals`` = how often it had to be put off by then."""

    due: int
    refusals: int


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It ends here, with ``error``; ``unknown``: it may have been sent."""

    error: SendError
    unknown: bool = False


def after(
    error: SendError, message: Mapping[str, Any], tries: int, now: int
) -> Again | Hold | GiveUp:
    """What follows ``error``, the answer to try number ``tries`` (1, 2, …) of this run."""
    if isinstance(error, OutcomeUnknown):
        return GiveUp(error, unknown=True)
    if isinstance(error, Permanent) and not isinstance(error, CredentialsRejected):
        return GiveUp(error)
    pause = error.retry_after or float(2 ** (tries - 1))
    if isinstance(error, Retryable) and tries < TRIES_AT_ONCE and pause <= _SHORT_S:
        return Again(pause)
    refusals = int(message.get("refusals", 0)) + 1
    due = now + round(1000 * _hold_s(error, refusals))
    # Waiting for an admin is ended by age alone.
    too_often = refusals > _MOST_REFUSALS and not isinstance(error, CredentialsRejected)
    if too_often or spent(message, due):
        return GiveUp(exhausted())
    return Hold(due, refusals)


def _hold_s(error: SendError, refusals: int) -> float:
    if isinstance(error, CredentialsRejected):
        return _CREDENTIALS_HOLD_S
    backed_off = min(_FIRST_HOLD_S * 2 ** (refusals - 1), _LONGEST_HOLD_S)
    return max(float(backed_off), min(error.retry_after or 0.0, _LONGEST_ASKED_S))


def spent(message: Mapping[str, Any], at: int) -> bool:
    """Whether a message that has been tried is not worth another try at ``at`` (ms)."""
    attempts, held = message.get("attempts", 0), message.get("holds", 0)
    too_old = at - message["received_at"] > _OLDEST_MS
    return bool(attempts >= _MOST_ATTEMPTS or ((attempts or held) and too_old))


def exhausted() -> Permanent:
    return Permanent("retries-exhausted", "The platform did not take it for too long.")
