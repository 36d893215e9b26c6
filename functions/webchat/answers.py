"""Answers to browsers: JSON, never cached, readable by the pages that may ask and by no other."""

import json
from collections.abc import Mapping
from typing import Any, Final

Response = dict[str, Any]

_PREFLIGHT_LASTS_S: Final = 7_200


def answer(status: int, value: Mapping[str, Any] | None = None, *, origin: str = "") -> Response:
    """``value`` as JSON, or nothing; ``origin`` is the page that may read it."""
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    if value is not None:
        headers["content-type"] = "application/json"
    body = "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return {"statusCode": status, "headers": {**headers, **_shared_with(origin)}, "body": body}


def refused(status: int, why: str, *, origin: str = "", **more: Any) -> Response:
    """An answer that says what the browser did wrong, RFC 9457."""
    given = answer(status, {"title": why, "status": status, **more}, origin=origin)
    given["headers"]["content-type"] = "application/problem+json"
    return given


def permission(origin: str) -> Response:
    """The answer to the question that a browser asks before it asks."""
    given = answer(204, origin=origin)
    given["headers"] |= {
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "authorization, content-type",
        "access-control-max-age": str(_PREFLIGHT_LASTS_S),
    }
    return given


def _shared_with(origin: str) -> dict[str, str]:
    return {"access-control-allow-origin": origin, "vary": "origin"} if origin else {}
