"""Meta's own word on how Pages are set up."""

from collections.abc import Iterator, Mapping
from typing import Final

from functions.messenger.pages import authorization
from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place
from shared.messenger_platform import set_up
from shared.meta import app
from shared.meta.graph_api import address

SIGNED_BY: Final = ("app_secret", "previous_app_secret")
LEAVES: Final = "one file in quarantine, which its alarm may tell"

_OBJECT: Final = "page"
_SCOPES: Final = ("pages_messaging",)
_BETTER: Final = (
    "messaging_postbacks",
    "message_deliveries",
    "message_reads",
    "message_reactions",
    "message_edits",
    "message_echoes",
    "messaging_referrals",
    "messaging_optins",
    "messaging_handovers",
    "standby",
)


def delivery(place: Place, secrets: Secrets) -> Knock:
    return app.delivery(set_up.nothing_about(_OBJECT), secrets)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    return app.handshake(secrets)


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    app_id = None
    for page, account in secrets["accounts"].items():
        own = {"page_access_token": _token(str(page), secrets)}
        token = app.token(own, "page_access_token", place.now, _SCOPES)
        yield from token.findings
        if token.app_id:
            app_id = token.app_id
            where, fields = address(f"{page}/subscribed_apps"), frozenset({"messages", *_BETTER})
            headers = authorization(account, secrets)
            yield from set_up.subscribed(where, headers, fields, app_id)
    if app_id:
        wanted = app.Subscription(_OBJECT, place.webhook, ("messages",), _BETTER)
        yield from app.subscribed(wanted, app_id, secrets)


def _token(page: str, secrets: Secrets) -> str:
    token = secrets["page_access_token"]
    return str(token.get(page, "") if isinstance(token, Mapping) else token)
