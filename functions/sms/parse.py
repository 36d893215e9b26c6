"""Twilio's form, understood: a message of a customer or a status of one of ours."""

from functions.sms.form import fields
from functions.sms.messages import inbound
from functions.sms.statuses import status
from shared.intake.fields import needed_text
from shared.messages import Parsed


def parse(body: bytes) -> list[Parsed]:
    """What one request says, ``body`` being what ``verify`` made of it.

    Raises ValueError if it cannot be used; there is never more than one thing in it, so the whole
    is kept then.
    """
    form = fields(body)
    needed_text(form, "MessageSid")
    if "MessageStatus" in form:
        return [status(form)]
    return [*inbound(form)]
