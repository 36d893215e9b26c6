"""What an HTTP API makes of a request for a function: payload format 2.0.

docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from tests.local.places import HOST

_TEXT = ("text/", "application/json", "application/xml", "application/javascript")


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    raw_query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    source_ip: str = HOST

    @property
    def joined_headers(self) -> dict[str, str]:
        """Lower-case names; values of a repeated one joined by commas."""
        joined: dict[str, str] = {}
        for name, value in self.headers:
            key = name.lower()
            joined[key] = f"{joined[key]},{value}" if key in joined else value
        return joined


@dataclass(frozen=True, slots=True)
class Matched:
    """The route a request fell on."""

    api: str
    key: str
    parameters: dict[str, str] = field(default_factory=dict)


def event(request: Request, matched: Matched, now: datetime) -> dict[str, Any]:
    """The event of the function behind the route."""
    made = _common(request, matched, now)
    if request.body:
        text = _as_text(request)
        encoded = base64.b64encode(request.body).decode() if text is None else text
        made |= {"body": encoded, "isBase64Encoded": text is None}
    else:
        made["isBase64Encoded"] = False
    return {"version": "2.0", **made}


def authorizer_event(
    request: Request, matched: Matched, now: datetime, identity: list[str], route_arn: str
) -> dict[str, Any]:
    """The event of a REQUEST authorizer in format 2.0."""
    about = {"type": "REQUEST", "routeArn": route_arn, "identitySource": identity}
    return {"version": "2.0", **about, **_common(request, matched, now)}


def _common(request: Request, matched: Matched, now: datetime) -> dict[str, Any]:
    headers = request.joined_headers
    cookies = headers.pop("cookie", "")
    forwarded = headers.get("x-forwarded-for")
    headers["x-forwarded-for"] = ", ".join(filter(None, [forwarded, request.source_ip]))
    headers["x-forwarded-proto"] = "https"
    made: dict[str, Any] = {
        "routeKey": matched.key,
        "rawPath": request.path,
        "rawQueryString": request.raw_query,
        "headers": headers,
        "requestContext": _context(request, matched, headers, now),
    }
    if cookies:
        made["cookies"] = [cookie.strip() for cookie in cookies.split(";") if cookie.strip()]
    if request.raw_query:
        made["queryStringParameters"] = _joined(request.raw_query)
    if matched.parameters:
        made["pathParameters"] = matched.parameters
    return made


def _context(
    request: Request, matched: Matched, headers: dict[str, str], now: datetime
) -> dict[str, Any]:
    return {
        "accountId": "000000000000",
        "apiId": matched.api,
        "domainName": headers.get("host", HOST),
        "domainPrefix": matched.api,
        "http": {
            "method": request.method,
            "path": request.path,
            "protocol": "HTTP/1.1",
            "sourceIp": request.source_ip,
            "userAgent": headers.get("user-agent", ""),
        },
        "requestId": uuid.uuid4().hex[:16],
        "routeKey": matched.key,
        "stage": "$default",
        "time": now.astimezone(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now.timestamp() * 1000),
    }


def _joined(raw_query: str) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in parse_qsl(raw_query, keep_blank_values=True):
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _as_text(request: Request) -> str | None:
    """The body as the event carries it in clear; None if it goes as base64."""
    if not request.joined_headers.get("content-type", "").startswith(_TEXT):
        return None
    try:
        return request.body.decode()
    except UnicodeDecodeError:
        return None
