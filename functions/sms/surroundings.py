"""What the form itself does not tell: whose account it is, and what our callback URL carried.

It is put before the form, as fields under names that Twilio does not use, so that the whole can
be read again later by ``parse`` alone.
"""

from typing import Final
from urllib.parse import quote_plus, urlencode

from functions.sms.form import Pairs
from shared.credentials import Secrets
from shared.intake.incoming import Request

ACCOUNT: Final = "@account"
MESSAGE: Final = "@message"
SEGMENTS: Final = "@segments"
ENCODING: Final = "@encoding"

# In the order of the alphabet: Twilio has been seen to sort a query after it had signed it,
# https://github.com/twilio/twilio-php/issues/790
_CARRIED: Final = {"encoding": ENCODING, "message": MESSAGE, "segments": SEGMENTS}


def query(*, encoding: str, message: str, segments: int) -> str:
    """What a status callback's URL carries: our id, and how the text was cut."""
    return urlencode({"encoding": encoding, "message": message, "segments": segments})


def with_surroundings(request: Request, secrets: Secrets, pairs: Pairs) -> bytes:
    """The form as it came, after what else is known of it."""
    around = f"{ACCOUNT}={quote_plus(_account(dict(reversed(pairs)), secrets))}"
    for name, value in request.query.items():
        if name in _CARRIED:
            around += f"&{_CARRIED[name]}={quote_plus(value)}"
    return f"{around}&".encode() + request.body


def _account(fields: dict[str, str], secrets: Secrets) -> str:
    """The sender of ours that it names: a number, or the service that the number belongs to."""
    ours = fields.get("From" if "MessageStatus" in fields else "To", "")
    service = fields.get("MessagingServiceSid", "")
    return service if ours not in secrets.get("accounts", {}) and service else ours
