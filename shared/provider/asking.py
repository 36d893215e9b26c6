"""Questions to a platform that change nothing there."""

from collections.abc import Mapping
from typing import Any

from shared.provider import http
from shared.provider.answers import Answer, answer_of


def ask(
    url: str,
    headers: Mapping[str, str],
    *,
    method: str = "GET",
    body: Mapping[str, Any] | None = None,
) -> Answer:
    """The answer, whatever its status. Raises SendError if there is none."""
    return http.call(method, url, headers=headers, body=body, read=answer_of)


def refusal(answer: Answer) -> str:
    """How an error is told to an admin: its status, and the platform's own words if it has some."""
    told = answer.fields
    inner = told.get("error")
    told = inner if isinstance(inner, dict) else told
    for name in ("message", "description"):
        if isinstance(told.get(name), str):
            return f"{answer.status}: {told[name][:200]}"
    return f"HTTP status {answer.status}"
