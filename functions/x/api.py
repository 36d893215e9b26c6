"""How X's API is addressed: hosts, the user who acts, and the proof of it.

https://docs.x.com/fundamentals/authentication/oauth-1-0a/authorizing-a-request (read 2026-11-22)
"""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any, Final
from urllib.parse import urlsplit

from functions.x.oauth import Keys, header
from shared import clock
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider.hosts import host

_HOST: Final = "https://api.x.com"
_OF_X: Final = (".x.com", ".twitter.com", ".twimg.com")
_NO_FORM: Final[Mapping[str, str]] = {}


def address(path: str) -> str:
    return f"{host(_HOST)}/{path}"


def authorization(
    method: str, url: str, account: str, secrets: Secrets, form: Mapping[str, str] = _NO_FORM
) -> dict[str, str]:
    """The header that signs one request for ``account``. Raises CredentialsRejected."""
    keys = keys_of(account, secrets)
    nonce, now = token_hex(16), clock.now_ms() // 1000
    return {"Authorization": header(method, url, form, keys, nonce=nonce, seconds=now)}


def keys_of(account: str, secrets: Secrets) -> Keys:
    """The keys that act for ``account``: its own of ``access_tokens``, else those of a set with
    one user, so that nobody writes in another's name. Raises CredentialsRejected."""
    users = [user for user, name in secrets["accounts"].items() if name == account]
    token: Mapping[str, Any] = {}
    for user in users:
        token = secrets.get("access_tokens", {}).get(user) or token
    if not token and len(secrets["accounts"]) == 1 and users:
        token = secrets
    return Keys(
        _needed(secrets, "consumer_key"),
        _needed(secrets, "consumer_secret"),
        _needed(token, "access_token"),
        _needed(token, "access_token_secret"),
    )


def is_x(url: str) -> bool:
    """Whether a request to the host of ``url`` may be signed."""
    own = host("")
    if own:
        return url.startswith(f"{own}/")
    parts = urlsplit(url)
    return parts.scheme == "https" and f".{parts.hostname or ''}".endswith(_OF_X)


def _needed(values: Mapping[str, Any], name: str) -> str:
    if value := values.get(name):
        return str(value)
    raise CredentialsRejected("no-credentials", f"No {name} is known for this account.")
