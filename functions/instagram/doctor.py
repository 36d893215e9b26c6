"""Meta's own word on how professional accounts are set up.

With Instagram Login: https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login/get-started
(read 2026-11-22). There the app is known by nothing that we have, so its webhook is not told.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from shared.credentials import Secrets
from shared.findings import Finding, Knock, Place, either, fine, look, wrong
from shared.messenger_platform import set_up
from shared.meta import app
from shared.meta.graph_api import address, bearer
from shared.provider.asking import ask, refusal

SIGNED_BY: Final = ("app_secret", "previous_app_secret")
LEAVES: Final = "one file in quarantine, which its alarm may tell"

_OBJECT: Final = "instagram"
_INSTAGRAM: Final = "https://graph.instagram.com"
_BETTER: Final = (
    "messaging_postbacks",
    "messaging_seen",
    "message_reactions",
    "message_edit",
    "messaging_referral",
    "messaging_handover",
    "standby",
)
_ALL: Final = frozenset({"messages", *_BETTER})


def delivery(place: Place, secrets: Secrets) -> Knock:
    return app.delivery(set_up.nothing_about(_OBJECT), secrets)


def handshake(place: Place, secrets: Secrets) -> Knock | None:
    return app.handshake(secrets)


def questions(place: Place, secrets: Secrets) -> Iterator[Finding]:
    pages = secrets.get("pages")
    for account in map(str, secrets["accounts"]):
        if isinstance(pages, Mapping) and isinstance(page := pages.get(account), Mapping):
            yield from _of_page(page, place, secrets)
        else:
            yield from _of_account(account, place, secrets)


def _of_account(account: str, place: Place, secrets: Secrets) -> Iterator[Finding]:
    given = secrets.get("access_token")
    headers = bearer(given.get(account) if isinstance(given, Mapping) else given)
    answer = ask(address("me?fields=user_id,username", _INSTAGRAM), headers)
    if not answer.ok:
        mend = "Make a new access_token; it lasts 60 days, and can be refreshed before its end."
        yield wrong("token", f"Instagram refuses the access token ({refusal(answer)}).", mend)
        return
    yield fine("token", "Instagram takes the access token.")
    known = str(answer.fields.get("user_id"))
    yield either(
        "account",
        known == account,
        f"The token is that of the account {account}.",
        f"The token is that of the account {known}, not of {account}.",
        f'Write "{known}" into "accounts"; what comes for it goes to quarantine until then.',
    )
    yield from set_up.subscribed(address("me/subscribed_apps", _INSTAGRAM), headers, _ALL)
    says = "Which address the app has is not told to this kind of token, nor when the token ends."
    mend = (
        f"See in the app dashboard, Webhooks, that it is {place.webhook}; renew the token in time."
    )
    yield look("webhook-url", says, mend)


def _of_page(page: Mapping[str, Any], place: Place, secrets: Secrets) -> Iterator[Finding]:
    scopes = ("instagram_manage_messages",)
    own = {"page_access_token": str(page.get("page_access_token") or "")}
    token = app.token(own, "page_access_token", place.now, scopes)
    yield from token.findings
    if token.app_id:
        where = address(f"{page.get('page_id')}/subscribed_apps")
        headers = bearer(own["page_access_token"])
        yield from set_up.subscribed(where, headers, frozenset({"messages"}), token.app_id)
        wanted = app.Subscription(_OBJECT, place.webhook, ("messages",), _BETTER)
        yield from app.subscribed(wanted, token.app_id, secrets)
