"""Servers of the Messenger Platform: one Page or professional account, and its customers.

developers.facebook.com/documentation/business-messaging/messenger-platform (v25.0).
"""

import re
import secrets
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from shared.channels import Channel
from tests.simulator import meta
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.messenger_platform_files import Files
from tests.simulator.messenger_platform_people import People
from tests.simulator.messenger_platform_said import Voices
from tests.simulator.messenger_platform_sends import Sends, invalid
from tests.simulator.messenger_platform_statuses import Statuses
from tests.simulator.meta_app import MetaApp
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webhook import Callback

ACCOUNT: Final = meta.VERSION + r"/(?P<page>\d+)"
Handle = Callable[[Request, Mapping[str, str]], Answer]


class MessengerPlatform(Platform):
    """What Messenger and Instagram share; the class attributes say where they differ."""

    row: ClassVar[Channel]
    object: ClassVar[str]  # of a webhook's payload
    id_name: ClassVar[str]  # of the account's id in the secrets of a local stack
    token_name: ClassVar[str]
    closed: ClassVar[int]  # the sub-code outside the window
    app_id: ClassVar[int] = 1517776481860111
    statuses_of: ClassVar[type[Statuses]] = Statuses

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.people, self.files = People(), Files(self.channel)
        self.statuses, self.voices = self.statuses_of(self), Voices(self)
        self.taking = Sends(self)
        self.app = MetaApp(self, self.object, self.token_name)

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "app_secret": secrets.token_hex(16),
            "verify_token": secrets.token_urlsafe(16),
            cls.token_name: f"EAA{secrets.token_hex(32)}",
            cls.id_name: str(10**14 + secrets.randbelow(9 * 10**14)),
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = {name: account[name] for name in ("app_secret", "verify_token", cls.token_name)}
        return {**named, "accounts": {account[cls.id_name]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        return str(10**15 + secrets.randbelow(9 * 10**15))

    @property
    def id(self) -> str:
        return str(self.account[self.id_name])

    @property
    def routes(self) -> Sequence[Route]:
        return (
            Route("POST", ACCOUNT + "/messages/?", self.for_ours(self.taking.handle)),
            Route("POST", ACCOUNT + "/message_attachments/?", self.for_ours(self.files.upload)),
            Route("GET", ACCOUNT + "/subscribed_apps/?", self.for_ours(self._tell_apps)),
            *self.app.routes,
            Route("GET", re.escape(self.files.path) + r"(?P<file>\w+)", self.files.download),
        )

    def owns(self, groups: Mapping[str, str]) -> bool:
        if "app" in groups or "input_token" in groups:
            return self.app.owns(groups)
        return groups.get("page", self.id) == self.id

    def sends(self, request: Request) -> bool:
        return request.path.rstrip("/").endswith("/messages") and b'"message"' in request.body

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        key = self.account["app_secret"] if secret is None else secret
        headers = meta.signature_headers(body, key)
        return Callback(self.channel, self.webhook_path, body, headers)

    def say(self, said: Mapping[str, Any]) -> Callback:
        """One item, or several in one call, each in an entry of its own: ``{"messages": […]}``."""
        items = [self.voices.item(one) for one in said.get("messages", [said])]
        return self.told(*items)

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        return self.told(self.statuses.chosen(wanted))

    def told(self, *items: Mapping[str, Any]) -> Callback:
        """A webhook's call about ``items``."""
        entries = [
            {"id": self.id, "time": item["timestamp"] + 1, "messaging": [item]} for item in items
        ]
        return self.signed(meta.dumps({"object": self.object, "entry": entries}))

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            advice = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            said = "(#613) Calls to this api have exceeded the rate limit."
            return meta.error(400, 613, said, headers=advice)
        if fault.kind == "500":
            said = "(#2) An unexpected error has occurred. Please retry your request later."
            return meta.error(500, 2, said)
        return meta.error(401, 190, meta.EXPIRED_TOKEN, subcode=463)

    def forget(self) -> None:
        self.people.forget()
        self.files.forget()

    def _tell_apps(self, request: Request, groups: Mapping[str, str]) -> Answer:
        return self.app.subscribed()

    @abstractmethod
    def check_text(self, text: str) -> None:
        """Raises Refused for a text that is too long here."""

    def fill(self, template: Mapping[str, Any]) -> str:
        """The words of ``template``, filled. Raises Refused for one that is not there."""
        raise invalid("Message templates are not supported here")

    def for_ours(self, handle: Handle) -> Handle:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                meta.check_token(request, str(self.account[self.token_name]))
                if not self.owns(groups):
                    return meta.unknown_object(groups["page"], request.method)
                return handle(request, groups)
            except meta.Refused as refused:
                return refused.answer

        return guarded
