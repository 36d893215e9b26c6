"""WhatsApp's servers: the Graph API of one business number, and its customers.

developers.facebook.com/documentation/business-messaging/whatsapp (Cloud API v25.0).
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from tests.simulator import meta, meta_template_pages
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.meta_app import MetaApp
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webhook import Callback
from tests.simulator.whatsapp_media import DOWNLOAD, Media
from tests.simulator.whatsapp_messages import Messages
from tests.simulator.whatsapp_people import People
from tests.simulator.whatsapp_said import complete, in_batches
from tests.simulator.whatsapp_statuses import Statuses
from tests.simulator.whatsapp_templates import known_templates

_NUMBER: Final = meta.VERSION + r"/(?P<number>\d+)"
_BUSINESS: Final = meta.VERSION + r"/(?P<business>\d+)"


class WhatsApp(Platform):
    channel: ClassVar[str] = "whatsapp"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.people, self.media = People(), Media()
        self.app = MetaApp(self, "whatsapp_business_account", "access_token")
        self.templates = known_templates(account)
        self.messages = Messages(self, self.templates, Statuses(self))
        self.statuses = self.messages.statuses

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "app_secret": secrets.token_hex(16),
            "verify_token": secrets.token_urlsafe(16),
            "access_token": f"EAA{secrets.token_hex(32)}",
            "phone_number_id": str(10**14 + secrets.randbelow(9 * 10**14)),
            "waba_id": str(10**14 + secrets.randbelow(9 * 10**14)),
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        theirs = ("app_secret", "verify_token", "access_token", "waba_id")
        named = {name: account[name] for name in theirs}
        return {**named, "accounts": {account["phone_number_id"]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        # Numbers that Germany's regulator keeps free for films.
        return f"4915228{secrets.randbelow(10**6):06d}"

    @property
    def waba_id(self) -> str:
        return str(self.account.get("waba_id", "102290129340398"))

    def metadata(self, number: str | None = None) -> dict[str, str]:
        return {
            "display_phone_number": str(self.account.get("display_phone_number", "15550100200")),
            "phone_number_id": number or str(self.account["phone_number_id"]),
        }

    @property
    def routes(self) -> Sequence[Route]:
        own, any_id = self._for_our_number, self._with_token
        return (
            Route("POST", _NUMBER + "/messages/?", own(self.messages.handle)),
            Route("POST", _NUMBER + "/media/?", own(self.media.upload)),
            Route("GET", meta.VERSION + r"/(?P<media>\d+)/?", any_id(self._look_up)),
            Route("DELETE", meta.VERSION + r"/(?P<media>\d+)/?", any_id(self.media.delete)),
            Route("GET", re.escape(DOWNLOAD), any_id(self.media.download)),
            Route("GET", _BUSINESS + "/message_templates/?", any_id(self._tell_templates)),
            Route("GET", _BUSINESS + "/subscribed_apps/?", any_id(self._tell_apps)),
            *self.app.routes,
        )

    def owns(self, groups: Mapping[str, str]) -> bool:
        return (
            groups.get("number") == str(self.account["phone_number_id"])
            or groups.get("business") == self.waba_id
            or self.app.owns(groups)
        )

    def sends(self, request: Request) -> bool:
        return request.path.rstrip("/").endswith("/messages") and b'"status"' not in request.body

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        key = self.account["app_secret"] if secret is None else secret
        headers = meta.signature_headers(body, key)
        return Callback(self.channel, self.webhook_path, body, headers)

    def say(self, said: Mapping[str, Any]) -> Callback:
        """One message, or several in one call: ``{"messages": […], "spread": "messages"}``.

        ``spread`` says where the batch is: ``messages`` of a value, ``changes`` or ``entries``.
        """
        wanted = [complete(one, self) for one in said.get("messages", [said])]
        body = in_batches(wanted, self, str(said.get("spread", "messages")))
        return self.signed(meta.dumps(body))

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        return self.signed(meta.dumps(self.statuses.chosen(wanted)))

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            advice = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return meta.error(
                429,
                130429,
                "(#130429) Rate limit hit",
                details="Message failed to send because there were too many messages sent from "
                "this phone number in a short period of time",
                headers=advice,
            )
        if fault.kind == "500":
            return meta.error(500, 131000, "(#131000) Something went wrong")
        return meta.error(401, 190, meta.EXPIRED_TOKEN, subcode=463)

    def forget(self) -> None:
        self.people.forget()
        self.media.forget()

    def _tell_templates(self, request: Request, groups: Mapping[str, str]) -> Answer:
        if not self.owns(groups):
            return meta.unknown_object(groups["business"], request.method)
        return meta_template_pages.page(request, self.templates)

    def _tell_apps(self, request: Request, groups: Mapping[str, str]) -> Answer:
        """developers.facebook.com/docs/graph-api/reference/whats-app-business-account/subscribed_apps"""
        if not self.owns(groups):
            return meta.unknown_object(groups["business"], request.method)
        one: dict[str, Any] = {"whatsapp_business_api_data": {"id": self.app.id, "name": "Shop"}}
        override = self.console.get("override_callback_uri")
        one |= {"override_callback_uri": override} if override else {}
        return meta.answered({"data": [one] if self.console.get("subscribed", True) else []})

    def _look_up(self, request: Request, groups: Mapping[str, str]) -> Answer:
        """The number itself, or a file."""
        if groups["media"] != str(self.account["phone_number_id"]):
            return self.media.look_up(request, groups)
        told = {"quality_rating": "GREEN", "status": "CONNECTED", "id": groups["media"]}
        return meta.answered({**told, **self.console.get("number", {})})

    def _with_token(
        self, handle: Callable[[Request, Mapping[str, str]], Answer]
    ) -> Callable[[Request, Mapping[str, str]], Answer]:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                meta.check_token(request, str(self.account["access_token"]))
                return handle(request, groups)
            except meta.Refused as refused:
                return refused.answer

        return guarded

    def _for_our_number(
        self, handle: Callable[[Request, Mapping[str, str]], Answer]
    ) -> Callable[[Request, Mapping[str, str]], Answer]:
        def for_ours(request: Request, groups: Mapping[str, str]) -> Answer:
            if not self.owns(groups):
                return meta.unknown_object(groups["number"], request.method)
            return handle(request, groups)

        return self._with_token(for_ours)


PLATFORM = WhatsApp
