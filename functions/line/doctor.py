"""LINE's own word on how a channel is set up.

https://developers.line.biz/en/reference/messaging-api/#webhook-settings and #get-bot-info, read
2026-11-22.
"""

import base64
import hmac
import json
from collections.abc import Iterator
from typing import Final

from functions.line.api import address, authorization
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, fine, look, wrong
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("channel_secret", "previous_channel_secret")
LEAVES: Final = "nothing"

_CONSOLE: Final = "In the LINE Developers Console, Messaging API"


def delivery(place: Place, secrets: Secrets) -> Knock:
    """What the console's Verify button posts: no events."""
    destination = next(iter(secrets["accounts"]), "")
    body = json.dumps({"destination": destination, "events": []}).encode()
    mac = base64.b64encode(hmac.digest(secrets["channel_secret"].encode(), body, "sha256"))
    headers = {"Content-Type": "application/json", "X-Line-Signature": mac.decode()}
    return Knock("POST", headers=headers, body=body)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """LINE knows none."""
    return None


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    headers = authorization(secrets)
    bot = ask(address("info"), headers)
    if not bot.ok:
        mend = f"Issue a new one ({_CONSOLE}) and write it as channel_access_token."
        yield wrong("token", f"LINE refuses the access token ({refusal(bot)}).", mend)
        return
    yield fine("token", "LINE takes the access token.")
    known = str(bot.fields.get("userId"))
    yield either(
        "account",
        known in secrets["accounts"],
        "The token is that of an account which the secret names.",
        f"The token is that of the bot {known}, which the secret's accounts do not name.",
        f'Write "{known}" into "accounts"; what comes for it goes to quarantine until then.',
    )
    yield from _endpoint(place, headers)
    says = "Whether LINE delivers again what it could not deliver is not told to programs."
    yield look("redelivery", says, f"{_CONSOLE}: see that Webhook redelivery is on.")


def _endpoint(place: Place, headers: dict[str, str]) -> Iterator[Finding]:
    answer = ask(address("channel/webhook/endpoint"), headers)
    told = answer.fields
    set_url = f"{_CONSOLE}, set the webhook URL {place.webhook}."
    if not answer.ok:
        yield wrong("webhook-url", "No webhook URL is set.", set_url)
        return
    yield either(
        "webhook-url",
        told.get("endpoint") == place.webhook,
        "LINE has our address.",
        f"LINE calls {told.get('endpoint')}, not {place.webhook}.",
        set_url,
    )
    yield either(
        "webhook-active",
        told.get("active") is True,
        "Use webhook is on.",
        "Use webhook is off: nothing is delivered.",
        f"{_CONSOLE}, switch on Use webhook.",
    )
    test = ask(
        address("channel/webhook/test"), headers, method="POST", body={"endpoint": place.webhook}
    )
    if test.status == 429:  # 60 an hour
        yield look("reached", "LINE tests no address so often.", "Try again in an hour.")
        return
    yield either(
        "reached",
        test.fields.get("success") is True,
        "LINE reaches our address.",
        f"LINE's own test of our address failed: {test.fields.get('reason') or refusal(test)}.",
        "If all else is fine, channel_secret is not LINE's, or we cannot be reached from outside.",
    )
