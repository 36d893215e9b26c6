"""When something happened, as WhatsApp writes it."""

from shared.intake.fields import Fields, Unfit


def moment(item: Fields) -> int:
    """``timestamp`` in milliseconds. Raises Unfit.

    Seconds of the Unix epoch, as a string; ``user_preferences`` has them as a number:
    https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
    Milliseconds are known by their size.
    """
    value = item.get("timestamp")
    digits = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    if digits.isascii() and digits.isdigit() and digits[0] != "0":
        if len(digits) == 10:
            return int(digits) * 1000
        if len(digits) == 13:
            return int(digits)
    raise Unfit("no timestamp")
