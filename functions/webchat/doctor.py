"""How web chat is set up: it has no platform but us."""

import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from functions.webchat.tokens import signed
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either

SIGNED_BY: Final = ("session_secret", "previous_session_secret")
LEAVES: Final = "nothing"

_BODY: Final = json.dumps({"status": "delivered", "ids": []}).encode()


def delivery(place: Place, secrets: Secrets) -> Knock:
    """Receipts of no message, by a visitor whom nobody knows: let in, and unfit to be kept."""
    claims = {
        "use": "visitor",
        "aud": place.credential_set,
        "vid": "v-" + "0" * 32,
        "exp": place.now // 1000 + 60,
    }
    token = signed(claims, secrets["session_secret"])
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return Knock("POST", path="/receipts", headers=headers, body=_BODY, taken=422)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """The button's own script."""
    return Knock("GET", path="/widget.js")


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    name = place.credential_set
    yield either(
        "account",
        secrets["accounts"].get(name) == name,
        "The account has the name of its credential set.",
        "The account has another name than its credential set: nobody is let in.",
        f'Write "accounts": {{"{name}": "{name}"}}.',
    )
    origins = secrets.get("origins")
    odd = [o for o in origins if not _is_origin(o)] if isinstance(origins, list) else []
    yield either(
        "origins",
        bool(origins) and not odd,
        "The pages that may ask are named.",
        f"No page may ask, or this is none: {', '.join(map(str, odd))}.",
        'Write "origins": ["https://www.example.com"]: scheme, host and port, without a path.',
    )


def _is_origin(value: object) -> bool:
    if not isinstance(value, str):
        return False
    parts = urlsplit(value)
    return value == f"{parts.scheme}://{parts.netloc}" and bool(parts.scheme and parts.netloc)
