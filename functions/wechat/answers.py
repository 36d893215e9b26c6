"""What WeChat answered: the error that ``errcode`` means, which comes with HTTP status 200.

https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
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
    RecipientUnreachable,
    SendError,
    WindowClosed,
)
from shared.provider.answers import Answer, by_status

_HOUR_S: Final = 3600.0
_MINUTE_S: Final = 60.0
# Of ``errmsg``, which ends with a number of the call: "… rid: 60f3e5d4-…".
_RID: Final = re.compile(r",?\s*(hint: \[[^\]]*\]|rid: \S+)\s*")


class TokenRefused(CredentialsRejected):
    """The access token is not, or no longer, good; another one may be."""


# The day's quota is over; or only the minute's.
_REST_S: Final[dict[int, float]] = {45009: _HOUR_S, 45011: _MINUTE_S}
MEANING: Final[dict[type[SendError], frozenset[int]]] = {
    ChannelUnavailable: frozenset({-1, 61450}),
    ChannelThrottled: frozenset(_REST_S),
    TokenRefused: frozenset({40001, 40014, 41001, 42001}),
    # 48 hours are over, or as many messages were sent as one of the follower allows.
    WindowClosed: frozenset({45015, 45047}),
    OptedOut: frozenset({48002}),
    RecipientUnreachable: frozenset({40003, 43004, 43019, 46004, 50005}),
    # AppID, AppSecret and the addresses that may call; what the account is not entitled to.
    CredentialsRejected: frozenset(
        {
            *(40002, 40013, 40125, 40164, 40243, 41002, 41004, 50004, 50007, 61004, 89503),
            *(48001, 48004, 48005, 48006, 50001, 50002, 45064, 65400),
        }
    ),
    MessageRejected: frozenset(
        {
            # the file
            *(40004, 40005, 40006, 40007, 40008, 40009, 40010, 40011, 41005, 41006, 44001),
            *(45001, 45007, 45157, 45158),
            # the words, and a menu that is too long or not for this kind of account
            *(44002, 44003, 44004, 45002, 45003, 45004, 45005, 45006, 45008, 45166, 47001, 87014),
            *(45098, 40200),
            # the template
            *(40037, 47003),
        }
    ),
}
_CLASS_OF: Final = {code: kind for kind, codes in MEANING.items() for code in codes}


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` to a send means, if any.

    OutcomeUnknown if it says nothing: whatever is taken is said to be.
    """
    if "errcode" not in fields(answer):
        raise OutcomeUnknown("unreadable-answer", "WeChat did not say whether it took it.")


def message_id(answer: Answer) -> str:
    """WeChat's id of the template message it took. Raises the SendError that ``answer`` means."""
    taken = fields(answer).get("msgid")
    if isinstance(taken, int | str) and taken:
        return str(taken)
    raise OutcomeUnknown("no-id", "WeChat said yes, but not to what.")


def fields(answer: Answer) -> dict[str, Any]:
    """What it says. Raises the SendError that it means."""
    told = answer.fields
    if not answer.ok:
        raise by_status(answer)
    if told.get("errcode", 0) != 0:
        raise _error(told)
    return told


def needed(answer: Answer, name: str) -> str:
    """A text of what it says. Raises the SendError that it means, or ChannelUnavailable."""
    value = fields(answer).get(name)
    if isinstance(value, str) and value:
        return value
    raise ChannelUnavailable(f"no-{name}", "WeChat said yes, but not what was asked for.")


def _error(told: Mapping[str, Any]) -> SendError:
    given = told["errcode"]
    code = given if isinstance(given, int) else 0
    title = _RID.sub("", str(told.get("errmsg") or "")).strip()
    # What is not known was said after the call was understood: the same again will not help.
    return _CLASS_OF.get(code, MessageRejected)(str(given), title, _REST_S.get(code))
