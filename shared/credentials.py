"""A channel's credentials and the id key: secrets read by name, kept for five minutes."""

import json
from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws, clock
from shared.errors import Forged, Unavailable
from shared.settings import settings

Secrets = Mapping[str, Any]

_KEEP_MS: Final = 300_000
_kept: dict[str, tuple[int, str]] = {}


def forget() -> None:
    """Drop what is kept, so that the next use reads anew."""
    _kept.clear()


def credential_set(channel: str, name: str, *, fresher_than_ms: int = _KEEP_MS) -> Secrets:
    """The secrets of one credential set, e.g. WhatsApp's::

        {"app_secret": "…", "previous_app_secret": "…", "verify_token": "…",
         "access_token": "…", "accounts": {"<phone_number_id>": "<account>"}}

    Raises Forged, without any look-up, if this deployment does not know the set.
    """
    if name not in settings().credential_sets:
        raise Forged("unknown credential set")
    text = _secret(f"{settings().secret_prefix}/{channel}/{name}", fresher_than_ms)
    secrets: Secrets = json.loads(text)
    return secrets


def id_key() -> bytes:
    """The key of the HMACs that stand for platform ids. It never changes."""
    return _secret(settings().id_key_secret, _KEEP_MS * 10_000).encode()


def _secret(name: str, fresher_than_ms: int) -> str:
    now = clock.now_ms()
    read_at, text = _kept.get(name, (0, ""))
    if not text or now - read_at > fresher_than_ms:
        try:
            answer = aws.client("secretsmanager").get_secret_value(SecretId=name)
        except (ClientError, BotoCoreError) as error:
            if text:  # an old secret verifies better than none while the service is down
                return text
            raise Unavailable("secret cannot be read") from error
        text = answer["SecretString"]
        _kept[name] = now, text
    return text
