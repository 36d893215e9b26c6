"""One signed request to an external bot, with a deadline.

It is signed as Standard Webhooks has it, and goes to the address that an admin wrote and to no
other: redirects are failures.
"""

from collections.abc import Mapping
from typing import Final

import requests
from requests.exceptions import RequestException

from functions.orchestrate import cut_off
from shared import clock, credentials
from shared.configuration import Bot
from shared.errors import Forged, ThreadlineError
from shared.provider import http
from shared.standard_webhooks import keys_of, signature

LARGEST: Final = 64 * 1024  # bytes of an answer
_CHUNK: Final = 8192


class BotFailed(ThreadlineError):
    """There is no answer of use, or none in time."""


def ask(bot: Bot, body: bytes, cause: str) -> bytes:
    """The answer to ``body``. The same ``cause`` is the same question, asked again.

    Raises BotFailed, and Unavailable while the secret cannot be read.
    """
    headers = _headers(bot, body, cause)
    try:
        return cut_off.within(bot.deadline_s, lambda session: _said(session, bot, body, headers))
    except TimeoutError as error:
        raise BotFailed("too late") from error
    except RequestException as error:
        raise BotFailed(type(error).__name__) from error


def _said(session: requests.Session, bot: Bot, body: bytes, headers: Mapping[str, str]) -> bytes:
    with session.post(
        bot.url,
        data=body,
        headers=headers,
        timeout=(http.CONNECT_S, bot.deadline_s),
        allow_redirects=False,
        stream=True,
    ) as response:
        return _read(response)


def _headers(bot: Bot, body: bytes, cause: str) -> dict[str, str]:
    try:
        keys = keys_of(credentials.secrets_of("bots", bot.id))
    except Forged as error:
        raise BotFailed("no secret") from error
    if not keys:
        raise BotFailed("no key in the secret")
    at = str(clock.now_ms() // 1000)
    signed = (signature(key, cause.encode(), at.encode(), body).decode() for key in keys)
    return {
        "content-type": "application/json",
        "webhook-id": cause,
        "webhook-timestamp": at,
        "webhook-signature": " ".join(signed),
        "idempotency-key": cause,
    }


def _read(response: requests.Response) -> bytes:
    if response.status_code != 200:
        raise BotFailed(f"status {response.status_code}")
    raw = b""
    for chunk in response.iter_content(_CHUNK):
        raw += chunk
        if len(raw) > LARGEST:
            raise BotFailed("too large")
    return raw
