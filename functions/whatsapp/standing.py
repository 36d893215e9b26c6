"""What WhatsApp tells by webhook of its patience with a business: warnings, and their end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from functions.whatsapp.moments import moment
from shared.intake.fields import Fields, Unfit, needed_text, objects, text
from shared.messages import Parsed, Warned

FIELDS: Final = frozenset({"phone_number_quality_update", "account_update"})

# By event: our reason, and whether it is over. Of late Meta's page names changes of limits and
# throughput only; FLAGGED and UNFLAGGED are as those tell who pass the webhook on:
# https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/phone_number_quality_update
# and https://docs.innopaas.com (number quality status), read 2026-11-22.
_QUALITY: Final[Mapping[str, tuple[str, bool]]] = {
    "FLAGGED": ("quality", False),
    "DOWNGRADE": ("quality", False),
    "UNFLAGGED": ("quality", True),
    "UPGRADE": ("quality", True),
}
# https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update
# as quoted on 2026-11-22. Other events are about partners, prices and places.
_ACCOUNT: Final[Mapping[str, tuple[str, bool]]] = {
    "ACCOUNT_VIOLATION": ("violation", False),
    "ACCOUNT_RESTRICTION": ("restricted", False),
    "ACCOUNT_DELETED": ("disabled", False),
    "DISABLED_UPDATE": ("disabled", False),
}
_REINSTATED: Final = "REINSTATE"
_LATEST_MS: Final = 10**13 - 1


def warnings(entry: Fields, change: Fields) -> list[Parsed]:
    """The warning that ``change`` is, or its end; nothing if it is neither. Raises Unfit."""
    value = change.get("value")
    if not isinstance(value, dict):
        raise Unfit("no object")
    event = needed_text(value, "event")
    of_number = change["field"] == "phone_number_quality_update"
    reason, over = (_QUALITY if of_number else _ACCOUNT).get(event, ("", False))
    if not reason:
        return []
    about = text(value, "display_phone_number") if of_number else text(value, "phone_number")
    at = moment({"timestamp": entry.get("time")})
    business = needed_text(entry, "id")
    return [
        Warned(business, about, reason, at, until=_until(value), over=over or _reinstated(value))
    ]


def _reinstated(value: Fields) -> bool:
    ban = value.get("ban_info")
    return isinstance(ban, dict) and ban.get("waba_ban_state") == _REINSTATED


def _until(value: Fields) -> int:
    """When the last of its restrictions ends, in ms; 0 if that is not told."""
    told = objects(value, "restriction_info")
    return max((_moment(one.get("expiration")) for one in told), default=0)


def _moment(given: Any) -> int:
    """Seconds of the Unix epoch, as a number or its digits, or RFC 3339: the page shows none."""
    said = str(given)
    if said.isascii() and said.isdigit():
        return min(int(said[:13]) * 1000, _LATEST_MS)
    try:
        return round(datetime.fromisoformat(said).timestamp() * 1000)
    except (ValueError, OverflowError):
        return 0
