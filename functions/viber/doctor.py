"""Viber's own word on how a bot is set up.

https://developers.viber.com/docs/api/rest-bot-api/#get-account-info, as
https://github.com/Viber/creators-hub (docs/bots-api/resources/app/get-app-info.md, read 2026-11-22)
has it: ``webhook`` is the address, ``event_types`` what the bot is registered for.
"""

import hmac
import json
from collections.abc import Iterator
from typing import Any, Final

from functions.viber.api import address, authorization, sender
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.findings import Finding, Knock, Place, either, fine, wrong
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("auth_token", "previous_auth_token")
LEAVES: Final = "nothing"

# Viber's own try of a webhook it is told of.
_TRY: Final = json.dumps({"event": "webhook", "timestamp": 1, "message_token": 1}).encode()
_KINDS: Final = frozenset(
    {"delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started"}
)


def delivery(place: Place, secrets: Secrets) -> Knock:
    mac = hmac.digest(secrets["auth_token"].encode(), _TRY, "sha256").hex()
    headers = {"Content-Type": "application/json", "X-Viber-Content-Signature": mac}
    return Knock("POST", headers=headers, body=_TRY)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """Viber's is a delivery like others."""
    return None


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    try:
        sender(secrets)
    except CredentialsRejected as error:
        yield wrong("sender", error.title, 'Write "sender": {"name": "…"} into the secret.')
    answer = ask(address("get_account_info"), authorization(secrets), method="POST", body={})
    told = answer.fields
    if not answer.ok or told.get("status") != 0:
        why = str(told.get("status_message") or refusal(answer))
        mend = "Write auth_token as Viber shows it under Edit info of the bot."
        yield wrong("token", f"Viber refuses the token ({why}).", mend)
        return
    yield fine("token", "Viber takes the token.")
    known = str(told.get("id"))
    yield either(
        "account",
        known in secrets["accounts"],
        "The token is that of a bot which the secret names.",
        f"The token is that of the bot {known}, which the secret's accounts do not name.",
        f'Write "{known}" into "accounts".',
    )
    yield from _webhook(told, place)


def _webhook(told: dict[str, Any], place: Place) -> Iterator[Finding]:
    kinds = ", ".join(sorted(_KINDS))
    mend = f"Call set_webhook with the url {place.webhook} and the event_types {kinds}."
    url = told.get("webhook")
    yield either(
        "webhook-url",
        url == place.webhook,
        "Viber has our address.",
        f"Viber calls {url or 'nobody'}, not {place.webhook}.",
        mend,
    )
    missing = _KINDS - set(told.get("event_types") or ())
    yield either(
        "events-told",
        not missing,
        "Viber tells every kind of event that is read.",
        f"Viber does not tell {', '.join(sorted(missing))}.",
        mend,
    )
