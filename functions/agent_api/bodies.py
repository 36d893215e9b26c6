"""Bodies of requests: JSON that the table can keep, and nothing else."""

import base64
import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final

from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from functions.agent_api.problems import Problem

_JSON: Final = "application/json"
_HALF_A_PAIR: Final = re.compile(r"\\u[dD][89a-fA-F]")


def unreadable(event: Mapping[str, Any]) -> Problem | None:
    """Why the body of an HTTP API's event cannot be read at all, if it cannot."""
    if not event.get("body"):
        return None
    kind = event.get("headers", {}).get("content-type", _JSON)
    if kind.partition(";")[0].strip().lower() != _JSON:
        return Problem(415, "not-json", "A body is JSON, of the content type application/json.")
    try:
        if event.get("isBase64Encoded"):
            base64.b64decode(event["body"]).decode()
    except ValueError:
        return Problem(400, "malformed-json", "The body is not JSON.")
    return None


def read(text: str) -> dict[str, Any]:
    """The object that ``text`` is.

    Raises JSONDecodeError for what is no JSON, or cannot be passed on as such: numbers beyond all
    bounds, half a surrogate pair (RFC 7493, section 2.1), what is nested too deep; and
    RequestValidationError for another value than an object.
    """
    try:
        found = json.loads(text, parse_constant=_number, parse_float=_number)
        if _HALF_A_PAIR.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError:
        raise
    except (ValueError, RecursionError) as error:
        raise json.JSONDecodeError(str(error), "", 0) from error
    if not isinstance(found, dict):
        missing = {"type": "dict_type", "loc": ("body",), "msg": "Input should be an object"}
        raise RequestValidationError([missing])
    return found


def _number(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError("a number beyond all bounds")
    return found
