"""How Apple's gateway is addressed: host, token, and what makes a retry the same request.

https://register.apple.com/resources/messages/msp-rest-api/common-specs
"""

import uuid
from typing import Final

from functions.apple.tokens import key_of, made
from shared import clock
from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.ids import MessageId
from shared.provider.hosts import host
from shared.table import Item

_GATEWAY: Final = "https://mspgw.push.apple.com"
_OURS: Final = uuid.UUID("6f0d8e9c-3a43-5b38-8a8e-0d8a1c1b7d52")


def address(path: str) -> str:
    return f"{host(_GATEWAY)}/v1/{path}"


def authorization(secrets: Secrets) -> dict[str, str]:
    """The header that proves who we are, made now. Raises CredentialsRejected."""
    key, msp_id = key_of(secrets.get("api_secret")), secrets.get("msp_id")
    if not (key and msp_id):
        raise CredentialsRejected("no-credentials", "No API secret is known for this account.")
    token = made({"iss": msp_id, "iat": clock.now_ms() // 1000}, key)
    return {"Authorization": f"Bearer {token}"}


def business_id(account: str, secrets: Secrets) -> str:
    """Apple's id of the business that is ``account``. Raises CredentialsRejected."""
    for known, name in secrets.get("accounts", {}).items():
        if name == account:
            return str(known)
    raise CredentialsRejected("no-credentials", "No business id is known for this account.")


def message_id(message: Item) -> str:
    """A UUID that is the same at every try of ``message``, and another one's never."""
    return str(uuid.uuid5(_OURS, str(MessageId.of(message))))
