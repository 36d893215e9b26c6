"""How an agent of RCS for Business is set up, as far as Google tells.

Which webhook an agent has is not told to its service account.
https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks
(read 2026-11-22)
"""

import base64
import hmac
import json
from collections.abc import Iterator
from secrets import token_hex
from typing import Final

from functions.rcs.api import address
from functions.rcs.tokens import authorized, forget
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.findings import Finding, Knock, Place, fine, look, wrong

SIGNED_BY: Final = ("clientToken", "previous_clientToken")
LEAVES: Final = "nothing"

# Somebody is typing, which is not kept; the number is one that is free for films.
_DATA: Final = json.dumps(
    {"eventType": "IS_TYPING", "senderPhoneNumber": "+4915228000000", "eventId": "examination"}
).encode()
_JSON: Final = {"Content-Type": "application/json"}


def delivery(place: Place, secrets: Secrets) -> Knock:
    mac = base64.b64encode(hmac.digest(secrets["clientToken"].encode(), _DATA, "sha512"))
    body = json.dumps({"message": {"data": base64.b64encode(_DATA).decode()}}).encode()
    return Knock("POST", headers={**_JSON, "X-Goog-Signature": mac.decode()}, body=body)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """What Verify in the console posts: it wants its secret back."""
    asked = {"clientToken": secrets["clientToken"], "secret": token_hex(16)}
    body, expected = json.dumps(asked).encode(), asked["secret"].encode()
    return Knock("POST", headers=_JSON, body=body, expected=expected)


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    yield _region(secrets)
    forget()  # a token of before says nothing about the key of now
    try:
        authorized(secrets, lambda headers: None)
        yield fine("token", "Google takes the service account.")
    except CredentialsRejected as error:
        mend = "Make a new key of the partner's service account, and write the file's content as "
        says = f"Google refuses the service account ({error.title})"
        yield wrong("token", says, f"{mend}service_account.")
    says = "Which webhook an agent has is not told to programs."
    mend = f"See in the console, Integrations, that it is {place.webhook}; press Verify."
    yield look("webhook-url", says, mend)


def _region(secrets: Secrets) -> Finding:
    try:
        address("agentMessages", "", {}, secrets)
    except CredentialsRejected as error:
        return wrong("region", error.title, "Write region as the console shows it of the agent.")
    return fine("region", "The region is one that there is.")
