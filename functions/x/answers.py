"""What X answered to a call: the id of the message, or the error that its words mean.

Newer answers name a problem by a URL, https://docs.x.com/x-api/fundamentals/response-codes-and-errors;
older ones have codes, https://developer.x.com/en/support/x-api/error-troubleshooting, known here as
public code quotes that page; 108, 136, 349, 476 and 477 are what people report.
"""

from collections.abc import Mapping
from typing import Any, Final

from shared import clock
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
)
from shared.provider.answers import Answer, by_status

MEANING: Final[dict[type[SendError], frozenset[int]]] = {
    # 226 is for what looks automated.
    ChannelThrottled: frozenset({88, 185, 226, 420}),
    ChannelUnavailable: frozenset({130, 131}),
    # The app, its keys or the account: wrong, suspended, locked, or without a permission.
    CredentialsRejected: frozenset({32, 64, 87, 89, 93, 99, 135, 215, 220, 261, 326, 416, 453}),
    # Not found, suspended, does not follow us, has closed their messages, or has blocked us.
    RecipientUnreachable: frozenset({17, 34, 50, 63, 108, 136, 150, 349, 476, 477}),
    MessageRejected: frozenset({25, 38, 151, 186, 187, 214, 324, 325, 354, 386}),
}
_CLASS_OF: Final = {code: kind for kind, codes in MEANING.items() for code in codes}
PROBLEMS: Final[dict[str, type[SendError]]] = {
    "rate-limit-exceeded": ChannelThrottled,
    "usage-capped": ChannelThrottled,
    "internal-error": ChannelUnavailable,
    "operational-disconnect": ChannelUnavailable,
    "client-forbidden": CredentialsRejected,
    "client-not-enrolled": CredentialsRejected,
    "oauth1-permissions": CredentialsRejected,
    "unsupported-authentication": CredentialsRejected,
    "credits-depleted": CredentialsRejected,
    "resource-not-found": RecipientUnreachable,
    "not-authorized-for-resource": RecipientUnreachable,
    "disallowed-resource": MessageRejected,
    "invalid-request": MessageRejected,
}
# The two that run out: of a quarter of an hour, and of a day.
_LIMITS: Final = ("x-user-limit-24hour", "x-app-limit-24hour", "x-rate-limit")


def message_id(answer: Answer) -> str:
    """X's id of the message it took. Raises the SendError that the answer means.

    Where X forbids it and does not say why, it is this customer who may not be written to.
    """
    check(answer, forbidden=RecipientUnreachable)
    match answer.fields:
        case {"data": {"dm_event_id": str(taken)}} if taken:
            return taken
    raise OutcomeUnknown("no-id", "X said yes, but not to what.")


def data(answer: Answer) -> dict[str, Any]:
    """What it says of a file. Raises the SendError that it means."""
    check(answer)
    told = answer.fields.get("data")
    if isinstance(told, dict):
        return told
    raise OutcomeUnknown("no-data", "X said yes, but not to what.")


def check(answer: Answer, forbidden: type[SendError] = CredentialsRejected) -> None:
    """Raises the SendError that ``answer`` means, if any: errors without data are one, too."""
    told = answer.fields
    first = _first(told.get("errors"))
    if answer.ok and (not first or told.get("data")):
        return
    code, problem = _number(first.get("code")), _problem(first) or _problem(told)
    title = _title(first) or _title(told)
    kind = _CLASS_OF.get(code or 0) or PROBLEMS.get(problem)
    if answer.status == 429:
        kind = ChannelThrottled
    elif kind is None and answer.status == 402:
        kind = CredentialsRejected  # somebody has to pay
    elif kind is None and answer.status == 403:
        kind = forbidden
    name = str(code) if code is not None else problem or str(answer.status)
    if kind is None:
        raise by_status(answer, name, title)
    raise kind(name, title or f"HTTP status {answer.status}", _rest(answer))


def _rest(answer: Answer) -> float | None:
    """Seconds until whatever ran out is given anew.

    https://docs.x.com/x-api/fundamentals/rate-limits
    """
    if answer.retry_after:
        return answer.retry_after
    for limit in _LIMITS:
        reset = _number(answer.headers.get(f"{limit}-reset"))
        if reset and answer.headers.get(f"{limit}-remaining", "0") == "0":
            return max(1.0, reset - clock.now_ms() / 1000)
    return None


def _first(errors: Any) -> Mapping[str, Any]:
    found = errors[0] if isinstance(errors, list) and errors else None
    return found if isinstance(found, Mapping) else {}


def _problem(told: Mapping[str, Any]) -> str:
    kind = told.get("type")
    return (
        kind.rpartition("/problems/")[2] if isinstance(kind, str) and "/problems/" in kind else ""
    )


def _title(told: Mapping[str, Any]) -> str:
    return str(told.get("message") or told.get("detail") or told.get("title") or "")


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None
