"""One record handed to one function, whose answer is waited for."""

import json
from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.errors import ThreadlineError
from shared.provider import long_calls

# A little longer than the longest Timeout of those that are called.
WAITS_S: Final = 125
# Together with that it fits into our own Timeout.
PATIENCE_MS: Final = 15_000
THROTTLED: Final = "TooManyRequestsException"


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
    """Twice does no harm, and a record that fails is away for a quarter of an hour."""
    client = aws.client("lambda", waits_s=WAITS_S)

    def invoke() -> Mapping[str, Any]:
        answer: Mapping[str, Any] = client.invoke(FunctionName=function, Payload=payload)
        return answer

    try:
        return long_calls.begun(client, invoke, throttled={THROTTLED}, patience_ms=PATIENCE_MS)
    except ClientError as error:
        raise Unanswered(error.response["Error"]["Code"]) from error
    except BotoCoreError as error:
        raise Unanswered(type(error).__name__) from error
