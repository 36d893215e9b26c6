"""The account ``main`` of each channel: made up once per stack, and the secrets made of it."""

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.local.cloud import Cloud
from tests.local.places import STACK

Account = dict[str, Any]

NAME: Final = "main"


def kept(state: Path) -> dict[str, Account]:
    """The accounts of this stack by channel, each secret under the platform's own name for it.

    What came to the project later, a channel or a part of an account, is added at the next start.
    """
    file = state / "accounts.json"
    accounts: dict[str, Account] = json.loads(file.read_text()) if file.exists() else {}
    for channel, make in _MAKE.items():
        accounts[channel] = {"account": NAME, **make(), **accounts.get(channel, {})}
    file.write_text(json.dumps(accounts, indent=1))
    return accounts


def tell(cloud: Cloud, accounts: Mapping[str, Account]) -> None:
    """Put each account's secrets where its channel's functions read them."""
    manager = cloud.client("secretsmanager")
    for channel, account in accounts.items():
        name, text = f"{STACK}/{channel}/{NAME}", json.dumps(_SECRET[channel](account))
        try:
            manager.create_secret(Name=name, SecretString=text)
        except manager.exceptions.ResourceExistsException:
            manager.put_secret_value(SecretId=name, SecretString=text)


def _whatsapp() -> Account:
    return {
        "app_secret": secrets.token_hex(16),
        "verify_token": secrets.token_urlsafe(16),
        "access_token": f"EAA{secrets.token_hex(32)}",
        "phone_number_id": str(10**14 + secrets.randbelow(9 * 10**14)),
        "waba_id": str(10**14 + secrets.randbelow(9 * 10**14)),
    }


def _whatsapp_secret(account: Account) -> Mapping[str, Any]:
    theirs = ("app_secret", "verify_token", "access_token", "waba_id")
    named = {name: account[name] for name in theirs}
    return {**named, "accounts": {account["phone_number_id"]: NAME}}


_MAKE: Final[Mapping[str, Callable[[], Account]]] = {"whatsapp": _whatsapp}
_SECRET: Final[Mapping[str, Callable[[Account], Mapping[str, Any]]]] = {
    "whatsapp": _whatsapp_secret,
}
