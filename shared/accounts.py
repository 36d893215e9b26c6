"""Accounts that an admin has registered: settings items, never secrets."""

from shared import table
from shared.account_needs import NEEDS
from shared.settings import settings
from shared.table import Item

PK = "S#accounts"


def key(channel: str, account: str) -> str:
    return f"{channel}:{account}"


def find(channel: str, account: str) -> Item | None:
    return table.get(PK, key(channel, account))


def base() -> str:
    """Where platforms reach this deployment."""
    return settings().webhook_url


def webhook_url(base: str, channel: str, credential_set: str) -> str:
    """The address to give to the platform."""
    path = NEEDS[channel].path.format(channel=channel, credential_set=credential_set)
    return f"{base.rstrip('/')}/{path}"
