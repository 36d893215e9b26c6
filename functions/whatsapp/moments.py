"""When something happened, as WhatsApp writes it."""

from typing import Any

from shared.fields import Fields, Unfit


def moment(data: Fields) -> int:
    """``timestamp`` in milliseconds. Raises Unfit.

    Seconds of the Unix epoch, as a string; ``user_preferences`` has them as a number:
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
    Milliseconds are known by their size.
    """
    value: Any = data.get("timestamp")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 13:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if 10**9 <= value < 10**10:
            return value * 1000
        if 10**12 <= value < 10**13:
            return value
    raise Unfit("no timestamp")
