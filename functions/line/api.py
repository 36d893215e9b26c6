"""How the Messaging API is addressed: hosts, token, and what makes a retry the same request."""

import uuid
from typing import Final

from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.ids import MessageId
from shared.provider.hosts import host
from shared.table import Item

_API: Final = "https://api.line.me"
# Files of customers are on another host; the wrong one answers 404.
# https://developers.line.biz/en/reference/messaging-api/#domain-name
_DATA: Final = "https://api-data.line.me"
_OURS: Final = uuid.UUID("0b0f8a4e-6f4e-5d0a-9a55-5f1c9d1e6a11")


def address(path: str) -> str:
    return f"{host(_API)}/v2/bot/{path}"


def data_address(path: str) -> str:
    return f"{host(_DATA)}/v2/bot/{path}"


def authorization(secrets: Secrets) -> dict[str, str]:
    """The header that proves who we are. Raises CredentialsRejected."""
    if token := secrets.get("channel_access_token"):
        return {"Authorization": f"Bearer {token}"}
    raise CredentialsRejected("no-credentials", "No access token is known for this account.")


def retry_key(message: Item) -> str:
    """A UUID that is the same at every try of ``message``, and another one's never."""
    return str(uuid.uuid5(_OURS, str(MessageId.of(message))))
