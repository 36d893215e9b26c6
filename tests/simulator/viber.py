"""Viber's servers: the REST API of one bot, and those who subscribe to it.

developers.viber.com/docs/api/rest-bot-api (read 2026-11-22).
"""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.platform import Platform, Route, World
from tests.simulator.viber_answers import Refused, answered, dumps, refusal, signature
from tests.simulator.viber_media import FOLDER, Media
from tests.simulator.viber_messages import Messages, new_token
from tests.simulator.viber_people import People, new_id
from tests.simulator.viber_said import event_of
from tests.simulator.webhook import Callback

Handle = Callable[[Request, Mapping[str, Any]], Answer]

_EVENTS: Final = (
    "subscribed",
    "unsubscribed",
    "webhook",
    "conversation_started",
    "client_status",
    "action",
    "delivered",
    "failed",
    "message",
    "seen",
)


class Viber(Platform):
    channel: ClassVar[str] = "viber"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.people, self.media, self.messages = People(), Media(), Messages(self)

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        parts = (secrets.token_hex(8) for _ in range(3))
        return {
            "auth_token": "-".join(parts),
            "sender": {"name": "Threadline"},
            "id": f"pa:{secrets.randbelow(10**19)}",
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = {name: account[name] for name in ("auth_token", "sender")}
        return {**named, "accounts": {account["id"]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        return new_id()

    @property
    def routes(self) -> Sequence[Route]:
        calls: dict[str, Handle] = {
            "send_message": self.messages.send,
            "set_webhook": self._set_webhook,
            "get_account_info": self._account_info,
            "get_user_details": self._user_details,
        }
        routes = [Route("POST", f"/pa/{name}", self._own(call)) for name, call in calls.items()]
        return [*routes, Route("GET", f"{FOLDER}(?P<name>[^/]+)", self.media.download)]

    def sends(self, request: Request) -> bool:
        return request.path == "/pa/send_message"

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        sig = signature(body, str(self.account["auth_token"]) if secret is None else secret)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "okhttp/3.9.0",
            "X-Viber-Content-Signature": sig,
        }
        return Callback(self.channel, self.webhook_path, body, headers)

    def say(self, said: Mapping[str, Any]) -> Callback:
        return self.signed(dumps(event_of(said, self)))

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        return self.messages.chosen(wanted)

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            return refusal(12)
        return Answer(500, b"Internal Server Error") if fault.kind == "500" else refusal(2)

    def forget(self) -> None:
        self.people.forget()
        self.media.forget()

    def tried(self) -> Callback:
        """The call by which Viber tries a webhook it is told of."""
        event = {"event": "webhook", "timestamp": clock.now_ms(), "message_token": new_token()}
        return self.signed(dumps({**event, "chat_hostname": "SN-CHAT-05_"}))

    def _set_webhook(self, request: Request, body: Mapping[str, Any]) -> Answer:
        """Where it leads to is ours to say; it is tried before it counts."""
        if not isinstance(body.get("url"), str):
            raise Refused(4, "url is missing")
        if not body["url"]:
            return answered()
        if urlsplit(body["url"]).path != self.webhook_path:
            raise Refused(1)
        call = self.world.webhook.deliver(self.tried(), retry=False)
        if call.status != 200:
            raise Refused(1, f"Result code: {call.status}")
        return answered(event_types=body.get("event_types") or list(_EVENTS))

    def _account_info(self, request: Request, body: Mapping[str, Any]) -> Answer:
        told = {"id": self.account["id"], "name": self.account["sender"]["name"]}
        told |= {"webhook": self.webhook_url, "event_types": list(_EVENTS)}
        return answered(**{**told, **self.console.get("info", {})})

    def _user_details(self, request: Request, body: Mapping[str, Any]) -> Answer:
        if not (self.people.find(str(body.get("id")))):
            raise Refused(5)
        return answered(message_token=new_token(), user={"id": body["id"], "name": "Ana"})

    def _own(self, handle: Handle) -> Callable[[Request, Mapping[str, str]], Answer]:
        """The token comes in a header, or in the body as the SDK writes it."""

        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                body = json.loads(request.body)
                given = request.header("x-viber-auth-token") or str(body.get("auth_token") or "")
                if not hmac.compare_digest(given.encode(), self.account["auth_token"].encode()):
                    raise Refused(2)
                return handle(request, body)
            except Refused as refused:
                return refused.answer
            except (AttributeError, KeyError, TypeError, ValueError):  # another shape
                return refusal(3)

        return guarded


PLATFORM = Viber
