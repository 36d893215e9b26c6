"""What phones and the platform report: deliveries, readings, subscriptions, expiries.

https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
(read 2026-11-22), whose examples tell no time: then it is when it came.
"""

from typing import Any, Final

from functions.rcs.moments import moment
from functions.rcs.people import person
from shared import clock
from shared.intake.fields import Fields, Unfit, needed_text, text
from shared.messages import Noted, Said

_STATUSES: Final = {"DELIVERED": "delivered", "READ": "read"}
_SUBSCRIPTIONS: Final = {"UNSUBSCRIBE": "opted-out", "SUBSCRIBE": "opted-in"}
# A message that was taken back after its time is not delivered; should it have been after all, the
# DELIVERED that follows wins. If taking it back failed, nobody knows, and it stays as it is.
_EXPIRIES: Final = {
    "TTL_EXPIRATION_REVOKED": "failed",
    "TTL_EXPIRATION_REVOKE_FAILED": "sent",
}


def event(data: Fields) -> Said | Noted | None:
    """An event; None of one that leaves nothing to be kept. Raises Unfit."""
    kind = needed_text(data, "eventType")
    if kind in _STATUSES:
        return _noted(data, person(data), _STATUSES[kind], _STATUSES[kind], {})
    if kind in _EXPIRIES:
        about = {"code": kind, "title": "It was not delivered in its time.", "retryable": False}
        told = {"error": about} if _EXPIRIES[kind] == "failed" else {"detail": kind}
        return _noted(data, person(data, "phoneNumber"), _EXPIRIES[kind], kind.lower(), told)
    if kind in _SUBSCRIPTIONS:
        return _subscription(data, _SUBSCRIPTIONS[kind])
    if kind == "IS_TYPING":
        person(data)
        return None
    raise Unfit("unknown eventType")


def _noted(data: Fields, who: str, status: str, name: str, told: dict[str, Any]) -> Noted:
    return Noted(
        account_ref=needed_text(data, "agentId"),
        identity=who,
        what="status",
        target=needed_text(data, "messageId"),
        event=name,
        at=moment(data, clock.now_ms()),
        data={"status": status, **told},
    )


def _subscription(data: Fields, what: str) -> Said:
    """Google's Messages itself has told the customer that this is so."""
    return Said(
        account_ref=needed_text(data, "agentId"),
        identity=person(data),
        provider_id=text(data, "eventId") or needed_text(data, "messageId"),
        sent_at=moment(data, 0),
        type="event",
        content={"event": what},
    )
