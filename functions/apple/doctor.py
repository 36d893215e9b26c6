"""How Messages for Business is set up. Apple has no call that tells anything about that."""

import json
from collections.abc import Iterator
from typing import Final

from functions.apple.tokens import key_of, made
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, look

SIGNED_BY: Final = ("api_secret", "previous_api_secret")
LEAVES: Final = "nothing"

_ID: Final = "00000000-0000-4000-8000-000000000000"


def delivery(place: Place, secrets: Secrets) -> Knock:
    """Nobody whom we know is typing, which is not kept.

    https://register.apple.com/resources/messages/msp-rest-api/messages-received
    """
    business, customer = str(next(iter(secrets["accounts"]))), "urn:mbid:examination"
    claims = {"aud": secrets["msp_id"], "iat": place.now // 1000}
    token = made(claims, key_of(secrets["api_secret"]) or b"")
    named = {"id": _ID, "sourceId": customer, "destinationId": business}
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "id": _ID,
        "source-id": customer,
        "destination-id": business,
    }
    body = json.dumps({"v": 1, "type": "typing_start", **named}).encode()
    return Knock("POST", path="/message", headers=headers, body=body)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """Apple knows none."""
    return None


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    yield either(
        "secret-form",
        key_of(secrets["api_secret"]) is not None,
        "The API secret is in base64.",
        "api_secret is not in base64.",
        "Write api_secret just as Apple Business Register shows it.",
    )
    says = "Apple tells programs neither the registered URL nor whether the secret is right."
    mend = f"See in Apple Business Register that it is {place.webhook}; write to the business once."
    yield look("webhook-url", says, mend)
