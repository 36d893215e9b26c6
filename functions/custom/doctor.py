"""How a system of somebody's own is set up: the contract is ours, so nobody else can be asked."""

import json
from collections.abc import Iterator
from secrets import token_hex
from typing import Final

from functions.custom.signing import keys_of, signature
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, look

SIGNED_BY: Final = ("signing_secret", "previous_signing_secret")
LEAVES: Final = "nothing"

_BODY: Final = json.dumps({"events": []}).encode()


def delivery(place: Place, secrets: Secrets) -> Knock:
    """No events."""
    named, at = token_hex(16), str(place.now // 1000)
    key = next(iter(keys_of(secrets)), b"")
    headers = {
        "Content-Type": "application/json",
        "webhook-id": named,
        "webhook-timestamp": at,
        "webhook-signature": signature(key, named.encode(), at.encode(), _BODY).decode(),
    }
    return Knock("POST", headers=headers, body=_BODY)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """The contract has none."""
    return None


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    yield either(
        "secret-strength",
        bool(keys_of(secrets)),
        "The secret is long enough.",
        "signing_secret is no base64 after whsec_, or shorter than 16 bytes.",
        "Make another signing_secret, echo whsec_$(openssl rand -base64 32), for both sides.",
    )
    yield either(
        "url",
        str(secrets["url"]).startswith("https://"),
        "Messages go to an https address.",
        "url is no https address: nothing is sent.",
        'Write "url": "https://…" of your system.',
    )
    says = "Whether your system takes messages is seen by sending one only."
    yield look("platform", says, "Answer a message of a test customer.")
