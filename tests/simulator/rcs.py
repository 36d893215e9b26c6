"""Google's servers for RCS for Business: one agent, its service account, customers' phones.

developers.google.com/business-communications/rcs-business-messaging.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from shared import clock
from tests.simulator import rcs_answers as google
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.platform import Platform, Route, World
from tests.simulator.rcs_files import Files
from tests.simulator.rcs_messages import Messages
from tests.simulator.rcs_said import event_of, message_of
from tests.simulator.rcs_service_accounts import Tokens, new_service_account
from tests.simulator.webhook import Callback

_PHONE: Final = r"/v1/phones/(?P<phone>[^/]+)"


class Rcs(Platform):
    channel: ClassVar[str] = "rcs"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.files, self.tokens = Files(), Tokens(account)
        self.messages = Messages(self)

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        name = f"shop_{secrets.token_hex(4)}"
        return {
            "clientToken": secrets.token_urlsafe(12),
            "agentId": f"{name}_agent@rbm.goog",
            "region": "europe",
            "service_account": new_service_account(name),
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        own = {name: account[name] for name in ("clientToken", "region", "service_account")}
        return {**own, "accounts": {account["agentId"]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        # Numbers that Germany's regulator keeps free for films.
        return f"+4915228{secrets.randbelow(10**6):06d}"

    @property
    def routes(self) -> Sequence[Route]:
        return (
            Route("POST", "/token", self.tokens.give),
            Route("POST", _PHONE + "/agentMessages", self.messages.create),
            Route("POST", _PHONE + "/agentEvents", self.messages.create_event),
            Route("GET", "/rcs-content/(?P<file>[0-9a-f]+)", self.files.download),
        )

    def sends(self, request: Request) -> bool:
        return request.path.endswith("/agentMessages")

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        """``body`` is what is wrapped and signed."""
        token = str(self.account["clientToken"]) if secret is None else secret
        mac = hmac.new(token.encode(), body, hashlib.sha512)
        message = {
            "attributes": {"product": "RBM", "business_id": self.account["agentId"]},
            "data": base64.b64encode(body).decode(),
            "messageId": str(secrets.randbelow(10**16)),
            "publishTime": clock.rfc3339(clock.now_ms()),
        }
        envelope = {"message": message, "subscription": "projects/rbm/subscriptions/push"}
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "APIs-Google",
            "X-Goog-Signature": base64.b64encode(mac.digest()).decode(),
        }
        return self._called(json.dumps(envelope).encode(), headers)

    def handshake(self, token: str, secret: str) -> Callback:
        """What a webhook is asked when it is saved."""
        body = json.dumps({"clientToken": token, "secret": secret}).encode()
        return self._called(body, {"Content-Type": "application/json"})

    def say(self, said: Mapping[str, Any]) -> Callback:
        return self.told(message_of(said, self))

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        return self.told(event_of(wanted, self))

    def told(self, data: Mapping[str, Any]) -> Callback:
        return self.signed(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            advice = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return google.error(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", advice)
        if fault.kind == "500":
            return google.error(503, "UNAVAILABLE", "The service is currently unavailable.")
        return google.error(401, "UNAUTHENTICATED", "Request had invalid credentials.")

    def forget(self) -> None:
        self.files.forget()
        self.tokens.forget()
        self.messages.forget()

    def _called(self, body: bytes, headers: Mapping[str, str]) -> Callback:
        return Callback(self.channel, self.webhook_path, body, headers)


PLATFORM = Rcs
