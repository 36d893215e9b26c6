"""What an HTTP API makes of a function's return value, and its own answers: payload format 2.0.

docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def own_answer(status: int, text: str) -> Answer:
    """How API Gateway answers for itself."""
    body = json.dumps({"message": text}, separators=(",", ":")).encode()
    return Answer(status, (("content-type", "application/json"),), body)


def answer(value: Any) -> Answer:
    """A function's return value as HTTP. Raises ValueError if it is no answer at all."""
    if not (isinstance(value, dict) and "statusCode" in value):
        text = value if isinstance(value, str) else json.dumps(value)
        return Answer(200, (("content-type", "application/json"),), text.encode())
    body = value.get("body") or ""
    if not isinstance(body, str):
        raise ValueError("body must be a string")
    raw = base64.b64decode(body) if value.get("isBase64Encoded") else body.encode()
    headers = [
        (str(name).lower(), str(text)) for name, text in (value.get("headers") or {}).items()
    ]
    headers += [("set-cookie", str(cookie)) for cookie in value.get("cookies") or ()]
    if raw and not any(name == "content-type" for name, _ in headers):
        headers.append(("content-type", "text/plain;charset=UTF-8"))
    return Answer(int(value["statusCode"]), tuple(headers), raw)
