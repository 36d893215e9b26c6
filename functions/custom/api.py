"""How the other system is addressed: the account's own URL, signed as it signs."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from shared import clock
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider import http
from shared.provider.answers import Answer, answer_of
from shared.provider.hosts import host
from shared.standard_webhooks import keys_of, signature

T = TypeVar("T")

_JSON: Final = "application/json"


def call(named: str, said: Mapping[str, Any], secrets: Secrets, read: Callable[[Answer], T]) -> T:
    """Post ``said`` under the id ``named``: the very bytes that are signed are sent.

    Returns what ``read`` makes of the answer. Raises SendError.
    """
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return http.call(
        "POST",
        address(secrets),
        headers=signed(named, written, secrets),
        body=None,
        written=written,
        read=lambda response: read(answer_of(response)),
    )


def address(secrets: Secrets) -> str:
    """Where messages are posted. Raises CredentialsRejected unless it is over https."""
    url = str(secrets.get("url") or "")
    if not url.startswith("https://"):
        raise CredentialsRejected("no-url", "No https URL is known for this account.")
    return there(url, secrets)


def there(link: str, secrets: Secrets) -> str:
    """``link``, at this deployment's stand-in if it leads to the account's own host."""
    own = _origin(str(secrets.get("url") or ""))
    return host(own) + link.removeprefix(own) if _origin(link) == own else link


def is_own(link: str, secrets: Secrets) -> bool:
    """Whether ``link`` leads to the host of the account's URL, which may see its secrets."""
    return _origin(link) == _origin(str(secrets.get("url") or ""))


def signed(named: str, body: bytes, secrets: Secrets) -> dict[str, str]:
    """The headers that prove who we are, by the old secret as well while there is one.

    ``webhook-id`` is the same at every try of a message: it is the key by which a repeat is known.
    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    Raises CredentialsRejected.
    """
    keys = keys_of(secrets)
    if not keys:
        raise CredentialsRejected("no-credentials", "No signing secret is known for this account.")
    at = str(clock.now_ms() // 1000)
    signatures = (signature(key, named.encode(), at.encode(), body).decode() for key in keys)
    return {
        "Content-Type": _JSON,
        "webhook-id": named,
        "webhook-timestamp": at,
        "webhook-signature": " ".join(signatures),
    }


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
