"""How the Bot API is addressed: by the bot's token, which is part of every address.

So no address may be logged or shown. https://core.telegram.org/bots/api#making-requests
"""

import re
from typing import Final
from urllib.parse import quote

from shared.credentials import Secrets
from shared.errors import CredentialsRejected
from shared.provider.hosts import host

_HOST: Final = "https://api.telegram.org"
_TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
# Relative, and never upwards: what follows the token is for Telegram to say, not where it goes.
_PATH: Final = re.compile(r"(?!\.\.?/)[\w.-]+(?:/(?!\.\.?(?:/|$))[\w.-]+)*")


def address(method: str, secrets: Secrets) -> str:
    """Where a method is called. Raises CredentialsRejected."""
    return f"{host(_HOST)}/bot{_token(secrets)}/{method}"


def file_address(path: str, secrets: Secrets) -> str | None:
    """Where a file is downloaded; None if ``path`` names none. Raises CredentialsRejected."""
    if not _PATH.fullmatch(path):
        return None
    return f"{host(_HOST)}/file/bot{_token(secrets)}/{quote(path)}"


def _token(secrets: Secrets) -> str:
    token = secrets.get("bot_token")
    if isinstance(token, str) and _TOKEN.fullmatch(token):
        return token
    raise CredentialsRejected("no-credentials", "No bot token is known for this account.")
