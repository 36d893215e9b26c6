"""What WhatsApp answered to a send: the id of the message, or the error that its code means.

Codes: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
(in part, 2026-11-22); those under 1000 are the Graph API's,
https://developers.facebook.com/docs/graph-api/guides/error-handling. Sub-codes mean nothing.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OptedOut,
    OutcomeUnknown,
    RecipientThrottled,
    RecipientUnreachable,
    SendError,
    WindowClosed,
)
from shared.provider.answers import Answer, by_status

_HOUR_S: Final = 3600.0
_CODE_IN_MESSAGE: Final = re.compile(r"^\(#\d+\)\s*")

# What only slows down; without advice of its own, the spam limits want long rest.
_REST_S: Final[dict[int, float]] = {
    131048: _HOUR_S,
    131064: _HOUR_S,
    # The account, not the message: blocked for a time (368), locked until it is reviewed (131031),
    # or without a means of payment (131042). How long is not told; a message waits for a day, in
    # which somebody may mend it.
    368: _HOUR_S,
    131031: _HOUR_S,
    131042: _HOUR_S,
}
MEANING: Final[dict[type[SendError], frozenset[int]]] = {
    ChannelUnavailable: frozenset({1, 2, 131000, 131016, 133004}),
    ChannelThrottled: frozenset({4, 80007, 130429, 133016, *_REST_S}),
    RecipientThrottled: frozenset({131056}),
    WindowClosed: frozenset({131047}),
    OptedOut: frozenset({131050}),
    # Not on WhatsApp, part of an experiment, no phone number known, not on the test list, and a
    # country the business may not write to.
    RecipientUnreachable: frozenset({131026, 130472, 131062, 131030, 130497}),
    CredentialsRejected: frozenset({0, 190, 3, 10, *range(200, 300)}),
    MessageRejected: frozenset(
        {
            # the template
            *(132000, 132001, 132005, 132007, 132008, 132012, 132018, 132015, 132016),
            # what no rest mends: a display name that was not approved (131037), marketing that is
            # switched off or too dear (131063, 131065), and the cap on what this customer gets,
            # which must not be tried again for at least a day (131049)
            *(131037, 131063, 131065, 131049),
            # the media, then the request
            *(131052, 131053, 100, 131008, 131009, 131051, 137000),
        }
    ),
}
_CLASS_OF: Final = {code: kind for kind, codes in MEANING.items() for code in codes}


def retryable(code: str) -> bool:
    """Whether what failed with ``code`` may succeed if it is sent again."""
    kind = _CLASS_OF.get(_number(code) or 0)
    return kind is not None and kind.retryable


def message_id(answer: Answer) -> str:
    """WhatsApp's id of the message it took. Raises the SendError that the answer means."""
    check(answer)
    match answer.fields:
        case {"messages": [{"id": str(taken)}, *_]} if taken:
            return taken
    raise OutcomeUnknown("no-id", "WhatsApp said yes, but not to what.")


def file_id(answer: Answer) -> str:
    """WhatsApp's id of the file it took. Raises the SendError that the answer means."""
    match fields(answer):
        case {"id": str(taken)} if taken:
            return taken
    raise OutcomeUnknown("no-id", "WhatsApp said yes, but not to what.")


def fields(answer: Answer) -> dict[str, Any]:
    """What it says. Raises the SendError that it means."""
    check(answer)
    return answer.fields


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` means, if any."""
    told = answer.fields.get("error")
    if isinstance(told, dict):
        raise _told(told, answer)
    if not answer.ok:
        raise by_status(answer)


def _told(told: Mapping[str, Any], answer: Answer) -> SendError:
    code = _number(told.get("code"))
    title = _CODE_IN_MESSAGE.sub("", str(told.get("message") or told.get("title") or ""))
    kind = _CLASS_OF.get(code) if code is not None else None
    if kind is None:
        return by_status(answer, str(told.get("code", answer.status)), title)
    rest = answer.retry_after or _REST_S.get(code or 0)
    return kind(str(code), title, rest)


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
