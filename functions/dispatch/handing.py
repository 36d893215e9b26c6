"""One record handed to one function, whose answer is waited for."""

import json
from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
)

from shared import aws, clock
from shared.errors import ThreadlineError

# A little longer than the longest Timeout of those that are called.
WAITS_S: Final = 125
# Together with that it fits into our own Timeout.
PATIENCE_MS: Final = 15_000
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 1.0
THROTTLED: Final = "TooManyRequestsException"
# A frozen function does not hear that the other side hung up, and waited in vain for an answer on
# such a connection.
IDLE_MS: Final = 20_000
# None of these is known to have begun; twice does no harm, and a record that fails is away for
# a quarter of an hour.
_TRIED_AGAIN: Final = (ConnectTimeoutError, EndpointConnectionError, ConnectionClosedError)

_last_used = 0


class Unanswered(ThreadlineError):
    """Nobody knows whether the record was handled; the text is an error's name and no more."""


def hand_over(record: Mapping[str, Any], function: str) -> bool:
    """Have ``function`` handle ``record``; whether it says that it did. Raises Unanswered.

    An invocation that was throttled or found no connection is tried again for a while, any other
    is made once.
    """
    answer = _invoked(function, json.dumps({"Records": [record]}).encode())
    try:
        said = json.loads(answer["Payload"].read())
    except (ValueError, BotoCoreError) as error:
        raise Unanswered(type(error).__name__) from error
    if "FunctionError" in answer:
        # Its message may hold what a customer wrote.
        kind = said.get("errorType") if isinstance(said, dict) else None
        raise Unanswered(str(kind or answer["FunctionError"]))
    try:
        failed = [failure["itemIdentifier"] for failure in said["batchItemFailures"]]
    except (LookupError, TypeError) as error:
        raise Unanswered("UnreadableAnswer") from error
    if failed not in ([], [record["messageId"]]):
        raise Unanswered("UnreadableAnswer")
    return not failed


def _invoked(function: str, payload: bytes) -> Mapping[str, Any]:
    until, pause_s = clock.now_ms() + PATIENCE_MS, _FIRST_PAUSE_S
    while True:
        try:
            return _invoke(function, payload)
        except _TRIED_AGAIN as error:
            kind = type(error).__name__
        except BotoCoreError as error:
            raise Unanswered(type(error).__name__) from error
        except ClientError as error:
            kind = error.response["Error"]["Code"]
            if kind != THROTTLED:
                raise Unanswered(kind) from error
        if clock.now_ms() >= until:
            raise Unanswered(kind)
        clock.pause(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)


def _invoke(function: str, payload: bytes) -> Mapping[str, Any]:
    global _last_used
    client = aws.client("lambda", waits_s=WAITS_S)
    now = clock.now_ms()
    if now - _last_used > IDLE_MS:
        client.close()
    _last_used = now
    answer: Mapping[str, Any] = client.invoke(FunctionName=function, Payload=payload)
    return answer
