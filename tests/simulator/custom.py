"""A system of somebody else's that keeps the contract of docs/channels/custom.md."""

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from tests.simulator.custom_files import Files
from tests.simulator.custom_messages import Messages
from tests.simulator.custom_said import event_of
from tests.simulator.custom_signing import dumps, error, headers
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webhook import Callback

# Where it is, were it not simulated.
ORIGIN: Final = "https://partner.example"
_PATH: Final = "/partner/messages"
_REFUSALS: Final = {
    "429": (429, "too-fast", "Too many requests."),
    "500": (500, "broken", "Something broke."),
    "token-expired": (401, "credentials", "The signature does not fit."),
}


class Custom(Platform):
    channel: ClassVar[str] = "custom"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.files, self.messages = Files(self), Messages(self)

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "signing_secret": f"whsec_{b64encode(secrets.token_bytes(32)).decode()}",
            "media_authorization": f"Bearer {secrets.token_urlsafe(24)}",
            "url": f"{ORIGIN}{_PATH}",
            "name": f"shop-{secrets.token_hex(4)}",
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = ("signing_secret", "media_authorization", "url")
        return {
            **{name: account[name] for name in named},
            "accounts": {account["name"]: account["account"]},
        }

    @classmethod
    def new_customer(cls) -> str:
        return f"customer-{secrets.token_hex(6)}"

    @property
    def routes(self) -> Sequence[Route]:
        return (
            Route("POST", _PATH, self.messages.take),
            Route("GET", r"/partner/files/(?P<file>[\w-]+)", self.files.give),
        )

    def sends(self, request: Request) -> bool:
        return request.method == "POST" and b'"kind":"message"' in request.body

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        """Each try is signed for its own time, under the same id."""
        key = str(self.account["signing_secret"]) if secret is None else secret
        return self._signed(body, key, f"del_{secrets.token_hex(12)}")

    def _signed(self, body: bytes, key: str, named: str) -> Callback:
        return Callback(
            self.channel,
            self.webhook_path,
            body,
            headers(named, body, key),
            again=lambda number: self._signed(body, key, named),
        )

    def say(self, said: Mapping[str, Any]) -> Callback:
        """One event, or several in one call: ``{"events": […]}``."""
        return self.told(*(event_of(one, self) for one in said.get("events", [said])))

    def told(self, *events: Mapping[str, Any]) -> Callback:
        """Events as they stand."""
        return self.signed(dumps({"account": self.account["name"], "events": events}))

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        return self.messages.chosen(wanted)

    def fail(self, fault: Fault) -> Answer:
        advice = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return error(*_REFUSALS[fault.kind], headers=advice).answer

    def forget(self) -> None:
        self.files.forget()
        self.messages.forget()


PLATFORM = Custom
