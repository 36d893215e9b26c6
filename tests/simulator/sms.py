"""Twilio's servers: the Messages resource of one account, and the phones of its customers.

www.twilio.com/docs/messaging (API of 2010-04-01).
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from tests.simulator import sms_answers as twilio
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.platform import Platform, Route, World
from tests.simulator.sms_contents import Contents
from tests.simulator.sms_media import CDN, Media
from tests.simulator.sms_messages import Messages
from tests.simulator.sms_said import posted
from tests.simulator.sms_settings import Settings
from tests.simulator.sms_statuses import Statuses
from tests.simulator.webhook import Callback

Handle = Callable[[Request, Mapping[str, str]], Answer]

_ACCOUNT: Final = r"/2010-04-01/Accounts/(?P<account_sid>AC[0-9a-f]{32})"
_MEDIA: Final = r"/(?P<media>ME[0-9a-f]{32})"


class Sms(Platform):
    channel: ClassVar[str] = "sms"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.media, self.statuses = Media(), Statuses(self)
        self.contents, self.settings = Contents(self), Settings(self)
        self.messages = Messages(self)

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "account_sid": f"AC{secrets.token_hex(16)}",
            "auth_token": secrets.token_hex(16),
            # Numbers that are kept free for films.
            "phone_number": f"+1415555{100 + secrets.randbelow(100):04d}",
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        senders = (account["phone_number"], account.get("messaging_service_sid"))
        return {
            "account_sid": account["account_sid"],
            "auth_token": account["auth_token"],
            "public_url": webhook_url,
            "accounts": {sender: account["account"] for sender in senders if sender},
        }

    @classmethod
    def new_customer(cls) -> str:
        # Numbers that Germany's regulator keeps free for films.
        return f"+4915228{secrets.randbelow(10**6):06d}"

    @property
    def base(self) -> str:
        return (self.world.webhook.url or "").rstrip("/")

    @property
    def routes(self) -> Sequence[Route]:
        own, messages = self._for_our_account, self.messages
        one = _ACCOUNT + r"/Messages/(?P<message>[SM]M[0-9a-f]{32})"
        return (
            Route("POST", _ACCOUNT + r"/Messages\.json", own(messages.create)),
            Route("GET", one + r"\.json", own(messages.fetch)),
            Route("GET", one + "/Media" + _MEDIA, own(self.media.look_up)),
            Route("GET", CDN + _MEDIA, self.media.download),
            Route("GET", _ACCOUNT + r"\.json", own(self.settings.account)),
            Route("GET", _ACCOUNT + r"/IncomingPhoneNumbers\.json", own(self.settings.numbers)),
            Route("GET", r"/v1/Content(?:AndApprovals)?", own(self.contents.listed)),
            Route("GET", r"/v1/Services/(?P<service>MG[0-9a-f]{32})", own(self.settings.service)),
        )

    def owns(self, groups: Mapping[str, str]) -> bool:
        ours = str(self.account["account_sid"])
        return groups.get("account_sid", ours) == ours

    def sends(self, request: Request) -> bool:
        return request.method == "POST"

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        """A form as a form; JSON with its hash in the URL."""
        path = self.webhook_path
        if twilio.is_json(body):
            path += f"?bodySHA256={hashlib.sha256(body).hexdigest()}"
        return self.called(path, body, secret=secret)

    def called(
        self, path: str, body: bytes, *, url: str = "", secret: str | None = None
    ) -> Callback:
        """``body`` posted to ``path`` of our webhooks, signed for ``url``: ours, if not told."""
        json = twilio.is_json(body)
        signed_url = url or self.base + path
        key = str(self.account["auth_token"]) if secret is None else secret
        pairs = [] if json else twilio.form_of(body)
        headers = {
            "Content-Type": "application/json" if json else twilio.FORM,
            "User-Agent": "TwilioProxy/1.1",
            "I-Twilio-Idempotency-Token": secrets.token_hex(16),
            "X-Twilio-Signature": twilio.signature(signed_url, pairs, key),
        }
        return Callback(self.channel, path, body, headers)

    def say(self, said: Mapping[str, Any]) -> Callback:
        return self.called(self.webhook_path, posted(said, self))

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        return self.statuses.chosen(wanted)

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            advice = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return twilio.error(429, 20429, "Too Many Requests", advice)
        if fault.kind == "500":
            return twilio.error(500, 20500, "An internal server error has occurred")
        return twilio.error(401, 20003, "Authenticate")

    def forget(self) -> None:
        self.media.forget()
        self.messages.opted_out.clear()

    def _for_our_account(self, handle: Handle) -> Handle:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                twilio.check_credentials(request, self.account)
                if not self.owns(groups):
                    raise twilio.Refused(404, 20404, "The requested resource was not found")
                return handle(request, groups)
            except twilio.Refused as refused:
                return refused.answer

        return guarded


PLATFORM = Sms
