"""The account ``main`` of each channel: made up once per stack, and the secrets made of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from shared.channels import CHANNELS
from tests.local.cloud import Cloud
from tests.local.places import STACK
from tests.simulator.platform import platform_of

Account = dict[str, Any]

NAME: Final = "main"


def kept(state: Path) -> dict[str, Account]:
    """The accounts of this stack by channel, each secret under the platform's own name for it.

    What came to the project later, a channel or a part of an account, is added at the next start.
    """
    file = state / "accounts.json"
    accounts: dict[str, Account] = json.loads(file.read_text()) if file.exists() else {}
    for channel in CHANNELS:
        made = {"account": NAME, **platform_of(channel).new_account()}
        accounts[channel] = {**made, **accounts.get(channel, {})}
    file.write_text(json.dumps(accounts, indent=1))
    return accounts


def tell(cloud: Cloud, accounts: Mapping[str, Account], webhook_url: str) -> None:
    """Put each account's secrets where its channel's functions read them."""
    manager = cloud.client("secretsmanager")
    for channel, account in accounts.items():
        secret = platform_of(channel).secret(account, webhook_url)
        name, text = f"{STACK}/{channel}/{NAME}", json.dumps(secret)
        try:
            manager.create_secret(Name=name, SecretString=text)
        except manager.exceptions.ResourceExistsException:
            manager.put_secret_value(SecretId=name, SecretString=text)
