"""What WhatsApp reports about a message of ours."""

from typing import Any, Final

from functions.whatsapp.answers import retryable
from functions.whatsapp.moments import moment
from functions.whatsapp.people import Contacts, person
from shared.intake.fields import Fields, Unfit, chosen, needed_text, objects, text
from shared.messages import Noted

_MEANING: Final = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "played": "read",  # a voice message was listened to
    "failed": "failed",
}
_BILLING: Final = {"pricing": dict, "conversation": dict}


def status(item: Fields, account: str, contacts: Contacts) -> Noted:
    """One of ``statuses``; our own id rode along as ``biz_opaque_callback_data``. Raises Unfit.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
    """
    said = needed_text(item, "status")
    if text(item, "recipient_type") == "group":
        raise Unfit("status of a group message")
    if said != "deleted" and said not in _MEANING:
        raise Unfit("unknown status")
    who = person(item.get("recipient_user_id"), item.get("recipient_id"), contacts)
    return Noted(
        account,
        who[0],
        "revoke" if said == "deleted" else "status",
        needed_text(item, "id"),
        said,
        moment(item),
        {"by": "contact"} if said == "deleted" else _data(said, item),
        text(item, "biz_opaque_callback_data") or None,
    )


def _data(said: str, item: Fields) -> dict[str, Any]:
    data: dict[str, Any] = {"status": _MEANING[said]}
    data.update(chosen(item, _BILLING))
    if "errors" in item and (errors := objects(item, "errors")):
        failure = error(errors[0])
        data["error"] = {**failure, "retryable": retryable(failure["code"])}
    return data


def error(given: Fields) -> dict[str, str]:
    """An error as ours: its code as text, its title, and the detail where there is one."""
    code, details = given.get("code"), given.get("error_data")
    made = {
        "code": str(code) if isinstance(code, int | str) else "",
        "title": text(given, "title") or text(given, "message"),
    }
    if isinstance(details, dict) and (detail := text(details, "details")):
        made["detail"] = detail
    return made
