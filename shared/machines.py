"""Running a state machine to its end."""

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.errors import RunFailed, Unavailable

_PASSING: Final = {"ThrottlingException", "ExecutionLimitExceeded", "InternalServerException"}


def run(machine_arn: str, run_input: Mapping[str, Any]) -> None:
    """Run ``machine_arn`` and wait for its end.

    Raises RunFailed with the error that ended it, Unavailable if it could not be started or its
    end is not known: it may have run, or still be running.
    """
    try:
        answer = aws.client("stepfunctions").start_sync_execution(
            stateMachineArn=machine_arn,
            # A name says nothing: Express runs are never deduplicated, and some engines refuse
            # the second of a name.
            name=uuid.uuid4().hex,
            input=json.dumps(run_input),
        )
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _PASSING:
            raise Unavailable(code) from error
        raise
    except BotoCoreError as error:
        raise Unavailable(type(error).__name__) from error
    if answer["status"] != "SUCCEEDED":
        raise RunFailed(answer["status"], answer.get("error", ""))
