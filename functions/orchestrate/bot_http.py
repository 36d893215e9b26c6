"""One signed request to an external bot, with a deadline.

It is signed as Standard Webhooks has it, and goes to the address that an admin wrote and to no
other: redirects are failures.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import requests
from requests.exceptions import RequestException
from urllib3.util import Timeout

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
    until = time.monotonic() + bot.deadline_s
    # requests takes urllib3's own, which its stubs do not know.
    timeout: Any = Timeout(connect=http.CONNECT_S, total=bot.deadline_s)
    try:
        with (
            http.fresh_session().post(
                bot.url,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as response,
            _ended(response, until),
        ):
            return _read(response, until)
    except RequestException as error:
        raise BotFailed(type(error).__name__) from error


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


@contextmanager
def _ended(response: requests.Response, until: float) -> Iterator[None]:
    """A time-out counts from the last byte, so whoever sends a byte now and then never runs into
    one: at ``until`` nothing more is read."""

    def end() -> None:
        with suppress(RuntimeError):  # it has just been read to its end
            response.raw.shutdown()

    timer = threading.Timer(max(0.0, until - time.monotonic()), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(response: requests.Response, until: float) -> bytes:
    if response.status_code != 200:
        raise BotFailed(f"status {response.status_code}")
    raw = b""
    for chunk in response.iter_content(_CHUNK):
        raw += chunk
        if len(raw) > LARGEST:
            raise BotFailed("too large")
    if time.monotonic() > until:  # what ends with the connection looks as if it were all
        raise BotFailed("too late")
    return raw
