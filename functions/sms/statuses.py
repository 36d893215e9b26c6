"""What Twilio reports about a message of ours, by the URL that its sending named.

https://www.twilio.com/docs/messaging/guides/track-outbound-message-status (read 2026-11-22). The
only time in it is a carrier's own, without a zone, so it is when it came.
"""

from typing import Any, Final

from functions.sms import codes
from functions.sms.people import person
from functions.sms.surroundings import ACCOUNT, ENCODING, MESSAGE, SEGMENTS
from shared import clock
from shared.intake.fields import Fields, Unfit, needed_text, text
from shared.messages import Noted

# Ours says how far a message is; "sent" is what Twilio has taken, whatever it does with it then.
_MEANING: Final = {
    **dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), "sent"),
    "partially_delivered": "sent",
    "delivered": "delivered",
    "read": "read",  # phones with RCS
    **dict.fromkeys(("undelivered", "failed", "canceled"), "failed"),
}


def status(fields: Fields) -> Noted:
    """A status, of which the first delivery counts. Raises Unfit."""
    said = needed_text(fields, "MessageStatus").lower()
    meaning = _MEANING.get(said)
    if meaning is None:
        raise Unfit("unknown status")
    person(fields, "From")
    return Noted(
        account_ref=needed_text(fields, ACCOUNT),
        identity=person(fields, "To"),
        what="status",
        target=needed_text(fields, "MessageSid"),
        event=meaning,
        at=clock.now_ms(),
        data={"status": meaning, **_price(fields), **_error(said, meaning, fields)},
        our_id=text(fields, MESSAGE) or None,
    )


def _price(fields: Fields) -> dict[str, Any]:
    """Carriers bill by segment."""
    count = text(fields, SEGMENTS)
    if not (count.isascii() and count.isdigit()):
        return {}
    return {"pricing": {"segments": int(count), "encoding": text(fields, ENCODING)}}


def _error(said: str, meaning: str, fields: Fields) -> dict[str, Any]:
    if meaning != "failed":
        return {}
    code = text(fields, "ErrorCode") or said
    title = text(fields, "ErrorMessage") or codes.title(code)
    return {"error": {"code": code, "title": title, "retryable": codes.retryable(code)}}
