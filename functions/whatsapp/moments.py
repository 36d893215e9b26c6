"""When something happened, as WhatsApp writes it."""

from shared.fields import Fields, Unfit


def moment(item: Fields) -> int:
    """``timestamp`` in milliseconds. Raises Unfit.

    Seconds of the Unix epoch, as a string; ``user_preferences`` has them as a number:
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
    Milliseconds are known by their size.
    """
    value = item.get("timestamp")
    if isinstance(value, str) and len(value) <= 13 and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, int):
        if 10**9 <= value < 10**10:
            return value * 1000
        if 10**12 <= value < 10**13:
            return value
    raise Unfit("no timestamp")
