"""What LINE answered to a call: the id of the message, or the error that it means.

https://developers.line.biz/en/reference/messaging-api/#status-codes and #error-responses (read
2026-11-22). There are no codes: the status counts, and the words of ``message`` where one status
means several things.
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.errors import (
    MessageRejected,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
)
from shared.provider.answers import Answer, by_status

MONTHLY_LIMIT: Final = "monthly-limit"


class ReplyTokenInvalid(MessageRejected):
    """The reply token was used or is too old: nothing was sent by this request."""


def message_id(answer: Answer) -> str:
    """LINE's id of the first message it took. Raises the SendError that the answer means.

    409 says that an earlier request with the same retry key was taken, and repeats its answer; if
    it does not, the id of that request stands in.
    https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
    """
    if answer.status != 409:
        check(answer)
    match answer.fields:
        case {"sentMessages": [{"id": str(taken)}, *_]} if taken:
            return taken
    if answer.status == 409 and (earlier := answer.headers.get("x-line-accepted-request-id")):
        return earlier
    raise OutcomeUnknown("no-id", "LINE said yes, but not to what.")


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` means, if any."""
    if answer.ok:
        return
    told, code = answer.fields, str(answer.status)
    title = _title(told)
    if answer.status == 400:
        raise _refused(title, told)
    if answer.status == 429 and "monthly limit" in title.lower():
        # Only pushes are counted, so it must not stop replies, as a pause would.
        raise MessageRejected(MONTHLY_LIMIT, title)
    if answer.status >= 500:
        raise OutcomeUnknown(code, title or "LINE failed; it may have been sent.")
    raise by_status(answer, code, title)


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
