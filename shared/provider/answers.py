"""What a platform answered to a call of ours, and what that means where it says nothing itself."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OutcomeUnknown,
    SendError,
)


class Response(Protocol):
    """What is read of a response of ``requests``."""

    status_code: int

    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def content(self) -> bytes | Any: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; ``headers`` without regard to case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """The body's JSON object, {} if it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> float | None:
        """Seconds; the other form of the header, a date, is not used by any platform of ours."""
        given = self.headers.get("Retry-After", "")
        return float(given) if re.fullmatch(r"\d{1,6}", given) else None


def answer_of(response: Response) -> Answer:
    return Answer(response.status_code, response.headers, response.content)


def by_status(answer: Answer, code: str = "", title: str = "") -> SendError:
    """The error that the HTTP status of ``answer`` means, for want of a code that says more."""
    code, title = code or str(answer.status), title or f"HTTP status {answer.status}"
    if answer.status == 504:
        # A gateway that waited for an answer had passed the request on.
        return OutcomeUnknown("504", "The platform did not answer in time; it may have been sent.")
    if answer.status == 429:
        return ChannelThrottled(code, title, answer.retry_after)
    if answer.status in (401, 403):
        return CredentialsRejected(code, title)
    # A redirect is not followed, so it took nothing; no platform of ours answers that way.
    if answer.status == 408 or answer.status >= 500 or 300 <= answer.status < 400:
        return ChannelUnavailable(code, title, answer.retry_after)
    if answer.status >= 400:
        return MessageRejected(code, title)
    return OutcomeUnknown(code, title)
