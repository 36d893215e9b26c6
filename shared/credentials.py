"""A channel's credentials and the id key: secrets read by name, kept for five minutes."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws, clock
from shared.errors import CredentialsRejected, Forged, Unavailable
from shared.settings import settings

Secrets = Mapping[str, Any]

T = TypeVar("T")

_KEEP_MS: Final = 300_000
_KEEP_NOTHING_MS: Final = 60_000  # a secret that did not exist may have been made since
_FOR_EVER_MS: Final = 10**15
_NO_SECRET: Final = {"ResourceNotFoundException", "InvalidRequestException"}  # or being deleted
# A secret's name → when it was read and what it said; None: there is none of any use.
_kept: dict[str, tuple[int, Any]] = {}


def forget() -> None:
    """Drop what is kept, so that the next use reads anew."""
    _kept.clear()


def credential_set(channel: str, name: str, *, fresher_than_ms: int = _KEEP_MS) -> Secrets:
    """The secrets of one credential set, e.g. WhatsApp's::

        {"app_secret": "…", "previous_app_secret": "…", "verify_token": "…",
         "access_token": "…", "accounts": {"<phone_number_id>": "<account>"}}

    Raises Forged if this deployment does not know the set (then without any look-up), or if its
    secret does not exist or is not a JSON object; Unavailable if it cannot be read now.
    """
    if name not in settings().credential_sets:
        raise Forged("unknown credential set")
    return _set(channel, name, fresher_than_ms)


def name_of(channel: str, name: str) -> str:
    """What the secret of a credential set is called."""
    return f"{settings().secret_prefix}/{channel}/{name}"


def read_anew(channel: str, name: str) -> Secrets:
    """The secrets of a credential set as they are now, whether a function is told of it or not.

    For what is asked seldom. Raises as ``credential_set`` does.
    """
    _kept.pop(name_of(channel, name), None)
    return _set(channel, name, 0)


def secrets_of(kind: str, name: str) -> Secrets:
    """The secrets of what is no channel's, such as a bot. Raises as ``credential_set`` does."""
    return _set(kind, name, _KEEP_MS)


def _set(channel: str, name: str, fresher_than_ms: int) -> Secrets:
    secrets = _read(name_of(channel, name), _json_object, fresher_than_ms)
    if secrets is None:
        raise Forged("no secret")
    return secrets


def credentials_of(channel: str, account: str) -> Secrets:
    """The secrets of the credential set that ``account`` (its short name) uses.

    Raises CredentialsRejected if no set has it, Unavailable if one cannot be read now.
    """
    return set_of(channel, account)[1]


def set_of(channel: str, account: str) -> tuple[str, Secrets]:
    """The name and the secrets of that credential set. Raises as ``credentials_of`` does."""
    for name in settings().credential_sets:
        with suppress(Forged):
            secrets = credential_set(channel, name)
            if account in secrets.get("accounts", {}).values():
                return name, secrets
    raise CredentialsRejected("no-credentials", "No credentials are known for this account.")


def id_key() -> bytes:
    """The key of the HMACs that stand for platform ids. It never changes."""
    key = _read(settings().id_key_secret, str.encode, _FOR_EVER_MS)
    if not key:
        raise Unavailable("no id key")
    return key


def _json_object(text: str) -> Secrets | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _read(name: str, understand: Callable[[str], T | None], fresher_than_ms: int) -> T | None:
    now = clock.now_ms()
    read_at, value = _kept.get(name, (-_FOR_EVER_MS, None))
    known: T | None = value
    if now - read_at <= (fresher_than_ms if known else min(fresher_than_ms, _KEEP_NOTHING_MS)):
        return known
    try:
        answer = aws.client("secretsmanager").get_secret_value(SecretId=name)
        fresh = understand(answer.get("SecretString", ""))
    except (ClientError, BotoCoreError) as error:
        fresh = _instead_of(error, known)
    # Kept in every case, so that forged requests cannot make us ask more often.
    _kept[name] = now, fresh
    return fresh


def _instead_of(error: ClientError | BotoCoreError, old: T | None) -> T | None:
    if isinstance(error, ClientError) and error.response["Error"]["Code"] in _NO_SECRET:
        return None
    if old is None:
        raise Unavailable("secret cannot be read") from error
    return old  # an old secret verifies better than none while the service is down
