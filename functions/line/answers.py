"""What LINE answered to a call: the id of the message, or the error that it means.

https://developers.line.biz/en/reference/messaging-api/#status-codes and #error-responses (read
2026-11-22). There are no codes: the status counts, and the words of ``message`` where one status
means several things.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
)

MONTHLY_LIMIT: Final = "monthly-limit"


class ReplyTokenInvalid(MessageRejected):
    """The reply token was used or is too old: nothing was sent by this request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; ``headers`` without regard to case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def message_id(answer: Answer) -> str:
    """LINE's id of the first message it took. Raises the SendError that the answer means.

    409 says that an earlier request with the same retry key was taken, and repeats its answer; if
    it does not, the id of that request stands in.
    https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
    """
    if answer.status != 409:
        check(answer)
    match _json(answer.body):
        case {"sentMessages": [{"id": str(taken)}, *_]} if taken:
            return taken
    if answer.status == 409 and (earlier := answer.headers.get("x-line-accepted-request-id")):
        return earlier
    raise OutcomeUnknown("no-id", "LINE said yes, but not to what.")


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` means, if any."""
    if 200 <= answer.status < 300:
        return
    told = _json(answer.body)
    title = _title(told) or f"HTTP status {answer.status}"
    code = str(answer.status)
    match answer.status:
        case 400:
            raise _refused(title, told)
        case 401 | 403:
            raise CredentialsRejected(code, title)
        case 429 if "monthly limit" in title.lower():
            # Only pushes are counted, so it must not stop replies, as a pause would.
            raise MessageRejected(MONTHLY_LIMIT, title)
        case 429:
            raise ChannelThrottled(code, title, _retry_after(answer))
        case status if 300 <= status < 400 or status == 408:
            raise ChannelUnavailable(code, title)
        case status if status >= 500:
            # It may have been sent all the same.
            raise OutcomeUnknown(code, title)
    raise MessageRejected(code, title)


def _refused(title: str, told: Mapping[str, Any]) -> SendError:
    low = title.lower()
    if "reply token" in low:
        return ReplyTokenInvalid("invalid-reply-token", title)
    # Nobody has this id, or nobody of this provider.
    if "failed to send messages" in low or "property, 'to'" in low or _about_to(told):
        return RecipientUnreachable("400", title)
    return MessageRejected("400", title)


def _about_to(told: Mapping[str, Any]) -> bool:
    details = told.get("details")
    return isinstance(details, list) and any(
        isinstance(detail, dict) and detail.get("property") == "to" for detail in details
    )


def _title(told: Mapping[str, Any]) -> str:
    """The message, with the first detail where there is one."""
    said = told.get("message")
    title = said if isinstance(said, str) else ""
    match told.get("details"):
        case [{"message": str(detail), **where}, *_]:
            title = f"{title}: {detail} ({where.get('property', '')})"
    return title


def _retry_after(answer: Answer) -> float | None:
    given = answer.headers.get("Retry-After", "")
    return float(given) if re.fullmatch(r"\d{1,6}", given) else None


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
