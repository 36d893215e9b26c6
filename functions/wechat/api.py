"""How WeChat's API is addressed, and whom it knows us as."""

from typing import Final
from urllib.parse import quote

from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider.hosts import host

_HOST: Final = "https://api.weixin.qq.com"


def address(path: str) -> str:
    return f"{host(_HOST)}/cgi-bin/{path}"


def with_token(path: str, token: str) -> str:
    """The address of a call; it holds the token, so it may not be logged or shown."""
    return f"{address(path)}{'&' if '?' in path else '?'}access_token={quote(token, safe='')}"


def app_of(secrets: Secrets) -> tuple[str, str]:
    """AppID and AppSecret. Raises CredentialsRejected."""
    app_id, secret = secrets.get("app_id"), secrets.get("app_secret")
    if isinstance(app_id, str) and app_id and isinstance(secret, str) and secret:
        return app_id, secret
    raise CredentialsRejected("no-credentials", "No AppID and AppSecret are known.")
