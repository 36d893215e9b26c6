"""One call of DynamoDB, its failures as errors of the project's own."""

import os
from typing import Any, Final

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NotConnected

from shared import aws
from shared.errors import Conflict, Contended, Unavailable

_PASSING: Final = {
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "InternalServerError",
    "ServiceUnavailable",
}
_CONTENDED: Final = {"TransactionConflictException", "TransactionInProgressException"}

# While a function starts it has a whole CPU, however little memory it is given: making the client
# then takes a tenth of a second, and half a one in its first call.
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html names the variable.
if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE"):
    aws.client("dynamodb")


def call(operation: str, **request: Any) -> dict[str, Any]:
    """The answer to ``operation``, a method of the client.

    Errors of load and time become Unavailable, failed conditions Conflict; what DynamoDB refuses
    as invalid stays a ClientError, for it will never be accepted.
    """
    try:
        result: dict[str, Any] = getattr(aws.client("dynamodb"), operation)(**request)
        return result
    except ClientError as error:
        raise _translated(error) from error
    except (NotConnected, HTTPClientError) as error:
        raise Unavailable(type(error).__name__) from error


def _translated(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        return Conflict(code)
    if code == "TransactionCanceledException":
        reasons = tuple(
            "" if r.get("Code", "None") == "None" else str(r["Code"])
            for r in error.response.get("CancellationReasons", ())
        )
        if "ConditionalCheckFailed" in reasons:
            return Conflict(code, reasons)
        if "ValidationError" in reasons:
            return error
        return Contended(code) if "TransactionConflict" in reasons else Unavailable(code)
    if code in _CONTENDED:
        return Contended(code)
    failed_by_itself = error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
    return Unavailable(code) if failed_by_itself or code in _PASSING else error
