"""What any operation may be answered beside its success: said once, and referred to by all."""

from typing import Any, Final

from functions.agent_api.problems import CONTENT_TYPE

_PROBLEM: Final = {"$ref": "#/components/schemas/ProblemDetails"}
_MESSAGE: Final = {
    "type": "object",
    "properties": {"message": {"type": ["string", "null"]}},
    "required": ["message"],
}
_TEXT: Final = {"type": "string"}
_RETRY: Final = {
    "Retry-After": {
        "description": "Seconds after which it is worth asking again; not from API Gateway.",
        "schema": {"type": "integer", "minimum": 1},
    }
}
_PACE: Final = {
    name: {"description": f"{about} (draft-ietf-httpapi-ratelimit-headers).", "schema": _TEXT}
    for name, about in {
        "RateLimit": "What is left of the token's quota, and when it begins anew",
        "RateLimit-Policy": "The token's quota",
    }.items()
}


def _answer(
    about: str, code: str, title: str, status: int, message: str = "", **more: Any
) -> dict[str, Any]:
    """A problem of ours, API Gateway's own ``{"message"}``, or either."""
    content: dict[str, Any] = {}
    if code:
        said = {"type": f"urn:threadline:problem:{code}", "title": title, "status": status}
        content[CONTENT_TYPE] = {"schema": _PROBLEM, "example": {**said, "code": code}}
    if message:
        content["application/json"] = {"schema": _MESSAGE, "example": {"message": message}}
    return {"description": about, **more, "content": content}


_TITLED: Final[dict[str, dict[str, Any]]] = {
    "400": {
        "Malformed": _answer(
            "The body is not JSON, or the cursor is not one of this list.",
            "invalid-cursor",
            "This cursor does not belong to this list.",
            400,
        )
    },
    "401": {"NoToken": _answer("API Gateway: no token.", "", "", 401, "Unauthorized")},
    "403": {
        "Forbidden": _answer(
            "The token's scope does not allow that; or API Gateway: there is no such token.",
            "forbidden",
            "This token's scope does not allow that.",
            403,
            "Forbidden",
        )
    },
    "404": {
        "NotFound": _answer(
            "It is not there, or on a channel that the token does not reach.",
            "not-found",
            "There is no such conversation.",
            404,
        )
    },
    "409": {
        "Conflict": _answer(
            "As things stand it cannot be done; `code` says why.",
            "conflict",
            "Somebody changed this conversation at the same time.",
            409,
        )
    },
    "412": {
        "ChangedSince": _answer(
            "It is not the revision that the condition names.",
            "changed-since",
            "Somebody has written it since you read it.",
            412,
        )
    },
    "413": {
        "TooLarge": _answer(
            "API Gateway: the body is too large.", "", "", 413, "Request Entity Too Large"
        )
    },
    "415": {
        "NotJson": _answer(
            "The body's content type is not application/json.",
            "not-json",
            "A body is JSON, of the content type application/json.",
            415,
        )
    },
    "422": {
        "Invalid": _answer(
            "Something in the request is not as it should be; `errors` says what.",
            "invalid-request",
            "The request is not as it should be.",
            422,
        )
    },
    "429": {
        "TooMany": _answer(
            "Too many requests, of this token or of all.",
            "rate-limited",
            "Too many requests.",
            429,
            "Too Many Requests",
            headers={**_RETRY, **_PACE},
        )
    },
    "503": {
        "Unavailable": _answer(
            "It cannot be done now; nothing was done, or the same `Idempotency-Key` tells.",
            "unavailable",
            "Try again in a moment.",
            503,
            "Service Unavailable",
            headers=_RETRY,
        )
    },
}
RESPONSES: Final = {name: said for one in _TITLED.values() for name, said in one.items()}
_REFERRED: Final = {
    status: {"$ref": f"#/components/responses/{name}"}
    for status, one in _TITLED.items()
    for name in one
}
CONFLICT: Final = _REFERRED["409"]
_ALWAYS: Final = frozenset({"401", "403", "422", "429", "503"})
_OF_A_BODY: Final = frozenset({"400", "413", "415"})


def answers(operation: dict[str, Any]) -> dict[str, Any]:
    """The responses of ``operation``: its own, and those that any may get, in order."""
    made = {status: _own(said) for status, said in operation["responses"].items()}
    del made["500"]  # an answer that we did not mean, from API Gateway
    wanted = set(_ALWAYS)
    if "requestBody" in operation:
        wanted |= _OF_A_BODY
    if any(each["in"] == "path" for each in operation["parameters"]):
        wanted.add("404")
    referred = {s: _REFERRED[s] for s in {*made, *wanted} if s in _REFERRED}
    return dict(sorted({**made, **referred}.items()))


def _own(said: dict[str, Any]) -> dict[str, Any]:
    """Powertools names the type of an answer that has no body as well: a text."""
    content = said.get("content", {}).get("application/json", {})
    if content.get("schema", {}).get("type") == "string" or not content.get("schema", True):
        return {name: value for name, value in said.items() if name != "content"}
    return said
