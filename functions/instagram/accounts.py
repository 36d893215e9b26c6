"""Where an account speaks, and as whom: by its own token, or by that of the Page it is linked to.

With Instagram Login the account itself is addressed on graph.instagram.com, by ``access_token``,
one for all or one for each account's id. With Facebook Login its Page is, on graph.facebook.com:
``pages`` = {"<account's id>": {"page_id", "page_access_token"}}.
https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login/messaging-api
https://developers.facebook.com/documentation/business-messaging/instagram-messaging/send-messages
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.credentials import Secrets
from shared.meta.graph_api import FACEBOOK, address, bearer, id_of

_INSTAGRAM: Final = "https://graph.instagram.com"


def messages_of(account: str, secrets: Secrets) -> tuple[str, dict[str, str]]:
    """The address that takes messages of ``account``, and the header that proves who we are.

    Raises CredentialsRejected.
    """
    identifier = id_of(account, secrets)
    if page := _page(identifier, secrets):
        where = address(f"{page.get('page_id')}/messages", FACEBOOK)
        return where, bearer(page.get("page_access_token"))
    token = secrets.get("access_token")
    if isinstance(token, Mapping):
        token = token.get(identifier)
    return address(f"{identifier}/messages", _INSTAGRAM), bearer(token)


def _page(identifier: str, secrets: Secrets) -> Mapping[str, Any]:
    pages = secrets.get("pages")
    page = pages.get(identifier) if isinstance(pages, Mapping) else None
    return page if isinstance(page, Mapping) else {}
