"""HTTP to platforms: one session a process, time-outs always, and no second try of its own."""

import ssl
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeVar

import requests
from requests import Response
from requests.exceptions import (
    InvalidHeader,
    InvalidJSONError,
    InvalidSchema,
    InvalidURL,
    MissingSchema,
    RequestException,
)
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from shared import clock
from shared.errors import ChannelUnavailable, OutcomeUnknown, SendError

CONNECT_S: Final = 3.05
READ_S: Final = 10.0
# A frozen function does not hear that the other side hung up: a request written to such a
# connection is lost in a way that looks like a lost answer.
_IDLE_MS: Final = 20_000
_OURS: Final = (InvalidHeader, InvalidJSONError, InvalidSchema, InvalidURL, MissingSchema)

Answer = TypeVar("Answer")

_last_used = 0


@cache
def session() -> requests.Session:
    """The process's only session. It reads no proxy settings and no .netrc: the latter would
    replace the platform's token."""
    made = requests.Session()
    made.trust_env = False
    return made


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: Mapping[str, Any] | None,
    read: Callable[[Response], Answer],
    form: Mapping[str, str] | None = None,
    written: bytes | None = None,
) -> Answer:
    """Make one request with a JSON body, or a form, or what is ``written`` already, and return what
    ``read`` makes of the answer.

    Whatever goes wrong once the request may have left is a SendError: ChannelUnavailable if no
    connection came about, OutcomeUnknown if it did and there is no answer ``read`` can use. Any
    other exception means that nothing was sent. Redirects are answers: the token follows none.
    """
    try:
        response = fresh_session().request(
            method,
            url,
            json=body,
            data=form if written is None else written,
            headers=headers,
            timeout=(CONNECT_S, READ_S),
            allow_redirects=False,
        )
    except _OURS:
        raise
    except RequestException as error:
        raise lost(error) from error
    return understood(response, read)


def understood(response: Response, read: Callable[[Response], Answer]) -> Answer:
    """What ``read`` makes of the answer to what may have been sent. Raises SendError."""
    try:
        return read(response)
    except SendError:
        raise
    except Exception as error:  # our bug must not look like "nothing was sent"
        raise OutcomeUnknown("unreadable-answer", type(error).__name__) from error


def fresh_session() -> requests.Session:
    """The session, without connections that may have died while the function was frozen."""
    global _last_used
    now = clock.now_ms()
    if now - _last_used > _IDLE_MS:
        session().close()
    _last_used = now
    return session()


def lost(error: RequestException) -> SendError:
    if any(isinstance(cause, _NEVER_LEFT) for cause in _causes(error)):
        return ChannelUnavailable("unreachable", "The platform could not be reached.")
    return OutcomeUnknown("no-answer", "The platform did not answer; it may have been sent.")


_NEVER_LEFT: Final = (NewConnectionError, ConnectTimeoutError, ssl.SSLCertVerificationError)


def _causes(error: BaseException | None) -> list[BaseException]:
    """``error`` and what it wraps: requests keeps urllib3's error as argument, that as reason."""
    found: list[BaseException] = []
    while isinstance(error, BaseException) and error not in found:
        found.append(error)
        inner = getattr(error, "reason", None) or next(iter(error.args), None)
        error = inner if isinstance(inner, BaseException) else None
    return found
