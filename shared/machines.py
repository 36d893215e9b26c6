"""Running a state machine to its end."""

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.errors import RunFailed, Unavailable
from shared.provider import long_calls

# Together with the longest answer it fits into the function's own Timeout.
PATIENCE_MS: Final = 10_000
_NOT_BEGUN: Final = {"ThrottlingException", "ExecutionLimitExceeded"}
_PASSING: Final = _NOT_BEGUN | {"InternalServerException"}


def run(machine_arn: str, run_input: Mapping[str, Any]) -> None:
    """Run ``machine_arn`` and wait for its end.

    AWS makes a synchronous run once at most, and never again by itself (read 2026-11-22:
    docs.aws.amazon.com/step-functions/latest/dg/express-at-least-once-execution.html). A start that
    found no connection, or was throttled, is tried again for a while, since a wake-up that fails
    is away for nine minutes. Should it have begun all the same, what two runs write has keys that
    follow from the cause, or conditions. A run whose answer does not come in time is not repeated.

    Raises RunFailed with the error that ended it, Unavailable if it could not be started or its
    end is not known: it may have run, or still be running.
    """
    client = aws.client("stepfunctions")

    def start() -> Mapping[str, Any]:
        answer: Mapping[str, Any] = client.start_sync_execution(
            stateMachineArn=machine_arn,
            # A name says nothing: Express runs are never deduplicated, and some engines refuse
            # the second of a name.
            name=uuid.uuid4().hex,
            input=json.dumps(run_input),
        )
        return answer

    try:
        answer = long_calls.begun(client, start, throttled=_NOT_BEGUN, patience_ms=PATIENCE_MS)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _PASSING:
            raise Unavailable(code) from error
        raise
    except BotoCoreError as error:
        raise Unavailable(type(error).__name__) from error
    if answer["status"] != "SUCCEEDED":
        raise RunFailed(answer["status"], answer.get("error", ""))
