"""What Google answered to a call, and the error that it means.

https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
and https://google.aip.dev/193 (read 2026-11-22)
"""

from shared.errors import RecipientUnreachable
from shared.provider.answers import Answer, by_status

_THERE_ALREADY = 409


def taken(answer: Answer) -> None:
    """Raises the SendError that the answer to a message means, if any.

    An id that was there before is a message that an earlier try has sent.
    """
    if answer.status != _THERE_ALREADY:
        check(answer)


def check(answer: Answer) -> None:
    """Raises the SendError that ``answer`` means, if any."""
    told = answer.fields.get("error")
    if answer.ok and not told:
        return
    about = told if isinstance(told, dict) else {}
    code, title = str(about.get("status") or answer.status), str(about.get("message") or "")
    if answer.status == 404:
        # Not on RCS, or on a network on which the agent is not launched.
        raise RecipientUnreachable(code, title or "The phone cannot be reached by RCS.")
    raise by_status(answer, code, title)
