"""Calls that last as long as what they begin: made again only where they may not have begun."""

from collections.abc import Callable, Container
from typing import Any, Final, TypeVar

from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
)

from shared import clock

# A frozen function does not hear that the other side hung up, and waited in vain for an answer on
# such a connection.
IDLE_MS: Final = 20_000
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 1.0
# None of these is known to have begun.
_NO_CONNECTION: Final = (ConnectTimeoutError, EndpointConnectionError, ConnectionClosedError)

Answer = TypeVar("Answer")

_last_used: dict[int, int] = {}


def forget() -> None:
    """Drop what this process remembers of its connections."""
    _last_used.clear()


def begun(
    client: Any, call: Callable[[], Answer], *, throttled: Container[str], patience_ms: int
) -> Answer:
    """What ``call``, which asks something of ``client``, answers.

    Without a connection, or with an error whose code is in ``throttled``, it is made again until
    ``patience_ms`` have passed; that it then runs twice must do no harm, for a connection may also
    break after the request was read. It is never made again because an answer did not come in time.
    Raises botocore's ClientError and BotoCoreError.
    """
    until, pause_s = clock.now_ms() + patience_ms, _FIRST_PAUSE_S
    while True:
        _refresh(client)
        try:
            return call()
        except _NO_CONNECTION:
            if clock.now_ms() >= until:
                raise
        except ClientError as error:
            if error.response["Error"]["Code"] not in throttled or clock.now_ms() >= until:
                raise
        clock.pause(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)


def _refresh(client: Any) -> None:
    now = clock.now_ms()
    if now - _last_used.get(id(client), 0) > IDLE_MS:
        client.close()
    _last_used[id(client)] = now
