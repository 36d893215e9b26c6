"""A webhook's request as the platform sent it: raw bytes, names in lower case."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

# Bytes of a body that must be read before it can be proved. Lists within lists take fifty times
# their length of memory, and anybody may send them. No single event is near it.
LONGEST_UNPROVED: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """What the platform sent, before anybody has looked inside."""

    method: str
    credential_set: str  # ``{account}`` of the URL
    headers: Mapping[str, str]  # names in lower case; a repeated one joined by ","
    query: Mapping[str, str]  # a repeated name joined by ","
    raw_query: str
    body: bytes  # exactly the bytes that came
    path: str = ""  # as it was called, e.g. /webhooks/sms/main


@dataclass(frozen=True, slots=True)
class Reply:
    """What the platform wants to hear, beside the 200."""

    body: str = ""
    content_type: str = "text/plain"


class Asked(Exception):
    """The platform tells nothing and only wants this reply, e.g. to see that we know a secret."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


def request_of(event: Mapping[str, Any]) -> Request:
    """An HTTP API event (payload 2.0) as a Request; times of day and IPs are left behind."""
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        raw = base64.b64decode(body)
    else:
        raw = body.encode("utf-8", "surrogatepass")
    raw_query = event.get("rawQueryString") or ""
    return Request(
        method=event["requestContext"]["http"]["method"],
        credential_set=(event.get("pathParameters") or {}).get("account", ""),
        headers=_joined((n.lower(), v) for n, v in (event.get("headers") or {}).items()),
        query=_joined(parse_qsl(raw_query, keep_blank_values=True)),
        raw_query=raw_query,
        body=raw,
        path=event.get("rawPath") or "",
    )


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Repeated names joined as API Gateway joins them: no doubled secret can equal one."""
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined
