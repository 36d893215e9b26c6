"""Reply and push: tokens that are good once and for a minute, retry keys, friends and the quota.

developers.line.biz/en/reference/messaging-api/#send-reply-message, #send-push-message,
/docs/messaging-api/retrying-api-request.
"""

import json
import re
import secrets
import threading
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.line_answers import answered, error, invalid
from tests.simulator.line_checks import check_body, is_user

if TYPE_CHECKING:
    from tests.simulator.line import Line

_GOOD_FOR_MS: Final = 60_000
_KEY_LASTS_MS: Final = 24 * 3_600_000
_KEY: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Messages:
    def __init__(self, line: "Line") -> None:
        self._line, self._lock = line, threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.pushed, self.quota = 0, self._line.quota
        self.blocked: set[str] = set()
        self._tokens: dict[str, tuple[str, int]] = {}  # token: whom it answers, until when
        self._keys: dict[str, tuple[int, str, Any]] = {}  # key: when, request id, what was said

    def give_token(self, user: str) -> str:
        token = secrets.token_hex(16)
        with self._lock:
            self._tokens[token] = user, clock.now_ms() + _GOOD_FOR_MS
        return token

    def reply(self, request: Request, _: Mapping[str, str]) -> Answer:
        body = body_of(request)
        if request.header("x-line-retry-key"):
            return error(400, "The retry key is not supported in this API")
        messages = check_body(body)
        with self._lock:
            user, until = self._tokens.pop(str(body.get("replyToken")), ("", 0))
        if not user or clock.now_ms() > until:
            return error(400, "Invalid reply token")
        return answered(self._taken(user, messages))

    def push(self, request: Request, _: Mapping[str, str]) -> Answer:
        body, key = body_of(request), request.header("x-line-retry-key").lower()
        if key and not _KEY.fullmatch(key):
            return error(400, "The X-Line-Retry-Key header is invalid")
        if known := self._known(key):
            return known
        to = str(body.get("to"))
        if not is_user(to):
            raise invalid("The property, 'to', in the request body is invalid", "to")
        messages = check_body(body)
        if self._line.refuses(to):
            return error(400, "Failed to send messages")
        with self._lock:
            if self.quota is not None and self.pushed >= self.quota:
                return error(429, "You have reached your monthly limit.")
            self.pushed += 1
        said = self._taken(to, messages)
        answer = answered(said)
        with self._lock:
            if key:
                self._keys[key] = clock.now_ms(), answer.headers["x-line-request-id"], said
        return answer

    def _known(self, key: str) -> Answer | None:
        with self._lock:
            at, request_id, said = self._keys.get(key, (-_KEY_LASTS_MS, "", None))
        if clock.now_ms() - at >= _KEY_LASTS_MS:
            return None
        message = "The retry key is already accepted"
        accepted = {"x-line-accepted-request-id": request_id}
        return answered({"message": message, **said}, 409, accepted)

    def _taken(self, user: str, messages: list[dict[str, Any]]) -> dict[str, Any]:
        """To who blocked the account nothing is delivered, and LINE does not say so."""
        sent = []
        for said in messages:
            message_id, now = str(59 * 10**16 + secrets.randbelow(10**16)), clock.now_ms()
            sent.append({"id": message_id, "quoteToken": uuid.uuid4().hex})
            if user not in self.blocked:
                self._line.world.journal.accepted(
                    Message("line", message_id, user, said["type"], said, clock.rfc3339(now), now)
                )
        return {"sentMessages": sent}


def body_of(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise invalid("The request body could not be parsed as JSON", "")
    return body
