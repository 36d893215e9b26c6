"""X's own word on how an app and an account are set up.

https://docs.x.com/x-api/users/get-my-user (read 2026-11-22). Webhooks and subscriptions are told
to the app's bearer token only, which we do not have.
"""

import json
from collections.abc import Iterator
from secrets import token_hex
from typing import Final
from urllib.parse import urlencode

from functions.x.api import address, authorization
from functions.x.verify import signature
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, fine, look, wrong
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("consumer_secret", "previous_consumer_secret")
LEAVES: Final = "nothing"


def delivery(place: Place, secrets: Secrets) -> Knock:
    """An empty list of messages."""
    user = next(iter(secrets["accounts"]))
    body = json.dumps({"for_user_id": str(user), "direct_message_events": []}).encode()
    signed = {"x-twitter-webhooks-signature": signature(secrets["consumer_secret"], body)}
    return Knock("POST", headers={"Content-Type": "application/json", **signed}, body=body)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    """The challenge that X sends every hour."""
    token = token_hex(16)
    answer = {"response_token": signature(secrets["consumer_secret"], token.encode())}
    return Knock("GET", query=urlencode({"crc_token": token}), expected=json.dumps(answer).encode())


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    for user, account in secrets["accounts"].items():
        url = address("2/users/me")
        answer = ask(url, authorization("GET", url, account, secrets))
        if not answer.ok:
            mend = (
                "Make an access_token and access_token_secret for this app, with Read and write "
                "and Direct message, and see that consumer_key and consumer_secret are the app's."
            )
            yield wrong("token", f"X refuses the keys of {account} ({refusal(answer)}).", mend)
            continue
        yield fine("token", f"X takes the keys of {account}.")
        data = answer.fields.get("data")
        known = str(data.get("id")) if isinstance(data, dict) else ""
        yield either(
            "account",
            known == str(user),
            f"They are the keys of the user {user}.",
            f"They are the keys of the user {known}, not of {user}.",
            f'Write "{known}": "{account}" into "accounts", or that user\'s own keys.',
        )
    says = "X tells its webhooks and subscriptions to the app's bearer token alone."
    mend = f"See in GET /2/webhooks that {place.webhook} is valid, and dm.received subscribed."
    yield look("webhook-url", says, mend)
