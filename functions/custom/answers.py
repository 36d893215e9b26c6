"""What the other system answered: the id of the message, or the error that it means.

The HTTP status says it; ``{"error": {"code", "title", "retryable"}}`` may say more, whatever the
status is. See docs/channels/custom.md.
"""

from typing import Any, Final

from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OptedOut,
    OutcomeUnknown,
    RecipientUnreachable,
    SendError,
    WindowClosed,
)
from shared.provider.answers import Answer, by_status

_BY_CODE: Final[dict[str, type[SendError]]] = {
    "opted-out": OptedOut,
    "blocked": RecipientUnreachable,
    "unknown-contact": RecipientUnreachable,
    "window-closed": WindowClosed,
    "credentials": CredentialsRejected,
    "rejected": MessageRejected,
}
_BY_STATUS: Final[dict[int, type[SendError]]] = {409: OptedOut, 410: RecipientUnreachable}


def message_id(answer: Answer, ours: str) -> str:
    """The id by which the other system knows the message: ``ours`` if it answers none.

    Raises the SendError that the answer means.
    """
    check(answer)
    told = answer.fields
    if answer.body.strip() and not told and answer.body.strip() != b"{}":
        # As a sign-in page or a proxy would.
        raise OutcomeUnknown("no-json", "It said yes, but not in JSON.")
    named = told.get("id", ours)
    if isinstance(named, str) and named:
        return named
    raise OutcomeUnknown("no-id", "It said yes, but not to what.")


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` means, if any. A 200 may hold an error too."""
    told = answer.fields.get("error")
    if isinstance(told, dict):
        raise _told(told, answer)
    if told:
        raise _refused(answer, "", str(told))
    if not answer.ok:
        raise _refused(answer, "", "")


def _told(told: dict[str, Any], answer: Answer) -> SendError:
    code, title = str(told.get("code") or ""), str(told.get("title") or "")
    if meaning := _BY_CODE.get(code):
        return meaning(code, title)
    error = _refused(answer, code, title)
    match told.get("retryable"):
        case True if not error.retryable:
            return ChannelUnavailable(error.code, error.title, answer.retry_after)
        case False if error.retryable:
            return MessageRejected(error.code, error.title)
    return error


def _refused(answer: Answer, code: str, title: str) -> SendError:
    code, title = code or str(answer.status), title or f"HTTP status {answer.status}"
    if meaning := _BY_STATUS.get(answer.status):
        return meaning(code, title)
    if answer.ok:
        return MessageRejected(code, title)
    if answer.status == 425:  # Too Early
        return ChannelThrottled(code, title, answer.retry_after)
    return by_status(answer, code, title)
