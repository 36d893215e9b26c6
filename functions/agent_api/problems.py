"""Errors as the API shows them: RFC 9457 problem details with stable types."""

import json
from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict, Field

CONTENT_TYPE: Final = "application/problem+json"


class Problem(Exception):
    """A refusal that the caller can act on.

    ``code`` is stable and ends the problem's ``type``; ``more`` becomes extension members.
    ``retry_after`` (s) is told where it is worth coming back, which it always is after 429 and 503.
    """

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str = "",
        *,
        retry_after: int | None = None,
        **more: Any,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.title, self.detail, self.more = (
            status,
            code,
            title,
            detail,
            more,
        )
        self.retry_after = retry_after

    def response(self) -> Response[str]:
        body: dict[str, Any] = {
            "type": f"urn:threadline:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            **self.more,
        }
        if self.detail:
            body["detail"] = self.detail
        headers: dict[str, str | list[str]] = {}
        passing = self.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
        if passing or self.retry_after:
            headers["Retry-After"] = str(self.retry_after or 1)
        return Response(
            status_code=self.status,
            content_type=CONTENT_TYPE,
            body=json.dumps(body, ensure_ascii=False),
            headers=headers,
        )

    def answer(self) -> dict[str, Any]:
        """As Lambda gives it to API Gateway, where no route is asked."""
        made = self.response()
        headers = {"Content-Type": CONTENT_TYPE, **made.headers}
        return {
            "statusCode": self.status,
            "headers": headers,
            "body": made.body,
            "isBase64Encoded": False,
        }


class ProblemDetails(BaseModel):
    """How a problem looks; further members depend on its type."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["urn:threadline:problem:window-closed"])
    title: str
    status: int
    code: str = Field(examples=["window-closed"])
    detail: str | None = None


def escaped(member: str) -> str:
    """A member's name as a part of a JSON pointer (RFC 6901, section 3)."""
    return member.replace("~", "~0").replace("/", "~1")


def not_found(what: str) -> Problem:
    return Problem(404, "not-found", f"There is no such {what}.")


_WHEN: Final = {"description": "Seconds.", "schema": {"type": "integer"}}
_HEADERS: Final[dict[int, Any]] = {429: {"Retry-After": _WHEN}, 503: {"Retry-After": _WHEN}}


def documented(*statuses: int) -> dict[int, Any]:
    """OpenAPI responses for the problems a route may answer, and for the one that any may."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            **({"headers": _HEADERS[status]} if status in _HEADERS else {}),
            "content": {CONTENT_TYPE: {"model": ProblemDetails}},
        }
        for status in sorted({*statuses, 429})
    }
