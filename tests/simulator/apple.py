"""Apple's servers: the gateway of one messaging service provider, and customers of one business.

register.apple.com/resources/messages/msp-rest-api (in part, 2026-11-22).
"""

import base64
import gzip
import json
import secrets
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from shared import clock
from tests.simulator.apple_answers import (
    Refused,
    body_of,
    check_token,
    error,
    is_uuid,
    message_headers,
    token_headers,
)
from tests.simulator.apple_checks import check_body
from tests.simulator.apple_files import Files
from tests.simulator.apple_said import message_of
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.journal import Message
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webhook import Callback

Handle = Callable[[Request, Mapping[str, str]], Answer]


class Apple(Platform):
    channel: ClassVar[str] = "apple"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.files, self._lock = Files(self), threading.Lock()
        self._there: dict[str, bool] = {}  # everybody who wrote: still there?
        self._taken: set[str] = set()

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "msp_id": str(uuid.uuid4()),
            "api_secret": base64.b64encode(secrets.token_bytes(32)).decode(),
            "business_id": str(uuid.uuid4()),
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = {name: account[name] for name in ("msp_id", "api_secret")}
        return {**named, "accounts": {account["business_id"]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        return "urn:mbid:AQAAY" + base64.b64encode(secrets.token_bytes(96)).decode()

    @property
    def business(self) -> str:
        return str(self.account["business_id"])

    @property
    def webhook_path(self) -> str:
        """What is registered is the part before: Apple adds the rest itself."""
        return f"{super().webhook_path}/message"

    @property
    def routes(self) -> Sequence[Route]:
        own, link = self._with_token, r"/mmcs/(?P<file>M[0-9A-F]{32})"
        return (
            Route("POST", "/v1/message", own(self._message)),
            Route("GET", "/v1/preUpload", own(self.files.announce)),
            Route("GET", "/v1/preDownload", own(self.files.link)),
            Route("POST", "/v1/decodePayload", own(self.files.decode)),
            Route("POST", link, self._guarded(self.files.take)),
            Route("GET", link, self.files.give),
        )

    def sends(self, request: Request) -> bool:
        if request.path != "/v1/message":
            return False
        try:
            return not str(body_of(request).get("type")).startswith("typing_")
        except Refused:
            return True

    def clear(self, request: Request) -> bytes | None:
        """A body without gzip, and a file that a message has brought the key of."""
        if request.body.startswith(b"\x1f\x8b"):
            return gzip.decompress(request.body)
        return self.files.opened(request.path) if request.path.startswith("/mmcs/") else None

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        """The token does not cover the body, which goes out in gzip."""
        key = self.account["api_secret"] if secret is None else secret
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        around = message_headers(told if isinstance(told, dict) else {})
        headers = {**around, **token_headers(self.account["msp_id"], key)}
        return Callback(self.channel, self.webhook_path, gzip.compress(body), headers)

    def say(self, said: Mapping[str, Any]) -> Callback:
        """One message; each further try of it has a token of its own."""
        message = message_of(said, self)
        self._there[message["sourceId"]] = message["type"] != "close"
        return self._delivery(json.dumps(message, ensure_ascii=False).encode())

    def _delivery(self, body: bytes) -> Callback:
        made = self.signed(body)
        again = lambda _: self._delivery(body)  # noqa: E731
        return Callback(made.channel, made.path, made.body, made.headers, again=again)

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        raise ValueError("Apple tells nothing about what became of a message")

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            wait = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return error(429, "too many requests", wait)
        if fault.kind == "500":
            return error(500, "internal server error")
        return error(401, "unauthorized")

    def forget(self) -> None:
        self._there.clear()
        self._taken.clear()
        self.files.forget()

    def _message(self, request: Request, _: Mapping[str, str]) -> Answer:
        body = body_of(request)
        named = {"id": "id", "sourceId": "source-id", "destinationId": "destination-id"}
        if any(body.get(field) != request.header(header) for field, header in named.items()):
            raise Refused(400, "headers and body differ")
        if not is_uuid(body["id"]) or body["sourceId"] != self.business:
            raise Refused(400, "id or sourceId is wrong")
        check_body(body)
        files = [self.files.open(one) for one in body.get("attachments", [])]
        self._must_be_there(str(body["destinationId"]))
        with self._lock:
            known = body["id"] in self._taken
            self._taken.add(body["id"])
        if not (known or body["type"].startswith("typing_")):
            self._accept(body, files)
        return Answer(200)

    def _must_be_there(self, customer: str) -> None:
        there = self._there.get(customer, self.world.options.strangers != "refused")
        if not there:
            raise Refused(404, "the customer has closed the conversation")

    def _accept(self, body: Mapping[str, Any], files: list[bytes]) -> None:
        now = clock.now_ms()
        shown = [base64.b64encode(data).decode() for data in files]
        content = {**body, **({"files": shown} if shown else {})}
        self.world.journal.accepted(
            Message(
                self.channel,
                str(body["id"]),
                str(body["destinationId"]),
                str(body["type"]),
                content,
                clock.rfc3339(now),
                now,
            )
        )

    def _with_token(self, handle: Handle) -> Handle:
        def proven(request: Request, groups: Mapping[str, str]) -> Answer:
            check_token(request, self.account["msp_id"], self.account["api_secret"])
            return handle(request, groups)

        return self._guarded(proven)

    def _guarded(self, handle: Handle) -> Handle:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                return handle(request, groups)
            except Refused as refused:
                return refused.answer
            except (AttributeError, KeyError, TypeError):  # another shape than documented
                return error(400, "bad request")

        return guarded


PLATFORM = Apple
