"""The functions of channels behind Lambda's Invoke, told what to answer, and records for them."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import BotoCoreError
from botocore.response import StreamingBody

from functions.dispatch import handing
from shared import aws

Record = dict[str, Any]
DONE = {"batchItemFailures": list[Any]()}
_ARN = "arn:aws:sqs:eu-west-1:123456789012:threadline-"


def failing(*names: str) -> dict[str, Any]:
    """What a function answers that did not handle these."""
    return {"batchItemFailures": [{"itemIdentifier": name} for name in names]}


def crashed(kind: str) -> dict[str, Any]:
    """What Lambda answers for a function that raised, or came to no end."""
    return {"errorType": kind, "errorMessage": "Ana said: hello"}


@dataclass(slots=True)
class Functions:
    """``answers`` by function: a value, bytes, an exception, or the code of an error of AWS."""

    answers: dict[str, Any] = field(default_factory=dict)
    called: list[tuple[str, list[str]]] = field(default_factory=list)  # function, its records
    throttles: float = 0
    lost: list[BotoCoreError] = field(default_factory=list)  # raised before anything is called

    def before(self, model: Any, params: dict[str, Any], **_: Any) -> Any:
        name = unquote(params["url_path"].split("/")[3])
        if self.throttles > 0:
            self.throttles -= 1
            return _refused(handing.THROTTLED, 429)
        if self.lost:
            raise self.lost.pop()
        records = json.loads(params["body"])["Records"]
        self.called.append((name, [record["messageId"] for record in records]))
        answer = self.answers.get(name, DONE)
        if isinstance(answer, BotoCoreError):
            raise answer
        if isinstance(answer, str):
            return _refused(answer, 403)
        return _answered(answer)


def _answered(value: Any) -> tuple[AWSResponse, dict[str, Any]]:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    parsed = {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(raw), len(raw))}
    if isinstance(value, dict) and "errorType" in value:
        parsed["FunctionError"] = "Unhandled"
    return AWSResponse("https://aws.test", 200, HTTPHeaders(), None), parsed


def _refused(code: str, status: int) -> tuple[AWSResponse, dict[str, Any]]:
    parsed = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {}}
    return AWSResponse("https://aws.test", status, HTTPHeaders(), None), parsed


@contextmanager
def deployed() -> Iterator[Functions]:
    functions = Functions()
    events = aws.client("lambda", waits_s=handing.WAITS_S).meta.events
    events.register("before-call.lambda.Invoke", functions.before)
    try:
        yield functions
    finally:
        events.unregister("before-call.lambda.Invoke", functions.before)


def to_send(name: str, conversation: str, channel: str = "whatsapp", **more: Any) -> Record:
    """A record of the send queue."""
    body = {"channel": channel, "conversation": conversation}
    return {
        "messageId": name,
        "receiptHandle": f"handle of {name}",
        "body": json.dumps(body),
        "attributes": {"MessageGroupId": conversation, "ApproximateReceiveCount": "1"},
        "eventSourceARN": f"{_ARN}send.fifo",
        **more,
    }


def to_fetch(name: str, channel: str = "whatsapp") -> Record:
    """A record of the media queue."""
    return {
        "messageId": name,
        "receiptHandle": f"handle of {name}",
        "body": json.dumps({"channel": channel, "message": "c.1.x"}),
        "attributes": {"ApproximateReceiveCount": "1"},
        "eventSourceARN": f"{_ARN}media",
    }
