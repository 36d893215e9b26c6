"""How Viber's API is addressed: the host, the bot's token, and in whose name it writes."""

from collections.abc import Mapping
from typing import Any, Final

from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider.hosts import host

_API: Final = "https://chatapi.viber.com"
_LONGEST_NAME: Final = 28


def address(path: str) -> str:
    return f"{host(_API)}/pa/{path}"


def authorization(secrets: Secrets) -> dict[str, str]:
    """The header that proves who we are. Raises CredentialsRejected.

    https://developers.viber.com/docs/api/rest-bot-api/#authentication-token
    """
    if token := secrets.get("auth_token"):
        return {"X-Viber-Auth-Token": str(token)}
    raise CredentialsRejected("no-credentials", "No token is known for this account.")


def sender(secrets: Secrets) -> dict[str, str]:
    """Name and picture that the customer sees: each message has to bring them.

    Raises CredentialsRejected if there is no name or it is longer than Viber takes.
    """
    told: Any = secrets.get("sender")
    named: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    name, avatar = str(named.get("name") or ""), str(named.get("avatar") or "")
    if not 0 < len(name) <= _LONGEST_NAME:
        raise CredentialsRejected(
            "no-sender", f"The secret needs a sender's name of at most {_LONGEST_NAME} characters."
        )
    return {"name": name, "avatar": avatar} if avatar else {"name": name}
