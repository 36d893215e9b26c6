"""LINE's servers: the Messaging API of one official account, and its friends.

developers.line.biz/en/reference/messaging-api (read 2026-11-22).
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.line_answers import (
    Refused,
    answered,
    check_token,
    dumps,
    error,
    invalid,
    signature_headers,
    unauthorised,
)
from tests.simulator.line_files import Files
from tests.simulator.line_messages import Messages, body_of
from tests.simulator.line_said import event_of
from tests.simulator.line_settings import Settings
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webhook import Callback

_BOT: Final = "/v2/bot/"
_MESSAGE: Final = _BOT + r"message/(?P<message>\d+)/content"
_PROFILE: Final = _BOT + r"profile/(?P<user>U[0-9a-f]{32})"


class Line(Platform):
    channel: ClassVar[str] = "line"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.files, self.messages = Files(), Messages(self)
        self.settings = Settings(self)
        self._friends: dict[str, bool] = {}  # everybody who wrote: still a friend?

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "channel_secret": secrets.token_hex(16),
            "channel_access_token": secrets.token_urlsafe(128),
            "bot_user_id": f"U{secrets.token_hex(16)}",
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = {name: account[name] for name in ("channel_secret", "channel_access_token")}
        return {**named, "accounts": {account["bot_user_id"]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        return f"U{secrets.token_hex(16)}"

    @property
    def destination(self) -> str:
        return str(self.account["bot_user_id"])

    @property
    def quota(self) -> int | None:
        """Pushes left in the month; None for a plan without limit."""
        return self.account.get("quota")

    @property
    def routes(self) -> Sequence[Route]:
        own = self._with_token
        return (
            Route("POST", _BOT + "message/reply", own(self.messages.reply)),
            Route("POST", _BOT + "message/push", own(self.messages.push)),
            Route("POST", _BOT + "chat/loading/start", own(self._loading)),
            Route("POST", _BOT + "chat/markAsRead", own(self._mark_as_read)),
            Route("GET", _MESSAGE, own(self.files.content)),
            Route("GET", _MESSAGE + "/transcoding", own(self.files.transcoding)),
            Route("GET", _PROFILE, own(self._profile)),
            Route("GET", _BOT + "message/quota", own(self._quota)),
            Route("GET", _BOT + "message/quota/consumption", own(self._consumption)),
            Route("GET", _BOT + "info", own(self.settings.info)),
            Route("GET", _BOT + "channel/webhook/endpoint", own(self.settings.endpoint)),
            Route("POST", _BOT + "channel/webhook/test", own(self.settings.test)),
        )

    def sends(self, request: Request) -> bool:
        return request.path.endswith(("/message/reply", "/message/push"))

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        key = self.account["channel_secret"] if secret is None else secret
        return Callback(self.channel, self.webhook_path, body, signature_headers(body, key))

    def say(self, said: Mapping[str, Any]) -> Callback:
        """One event, or several in one call: ``{"messages": […]}``.

        Every further try of the same tells that it is a redelivery.
        """
        events = [event_of(one, self) for one in said.get("messages", [said])]
        return self._delivery(events)

    def verify_button(self) -> Callback:
        """What the console's Verify button posts."""
        return self._delivery([])

    def _delivery(self, events: list[dict[str, Any]], attempt: int = 1) -> Callback:
        if attempt > 1:
            events = [{**event, "deliveryContext": {"isRedelivery": True}} for event in events]
        callback = self.signed(dumps({"destination": self.destination, "events": events}))
        return Callback(
            callback.channel,
            callback.path,
            callback.body,
            callback.headers,
            again=lambda number: self._delivery(events, number),
        )

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        raise ValueError("LINE tells nothing about what became of a message")

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            return error(429, "The API rate limit has been exceeded. Try again later.")
        if fault.kind == "500":
            return error(500, "Internal server error")
        return unauthorised()

    def forget(self) -> None:
        self._friends.clear()
        self.files.forget()
        self.messages.forget()

    def meet(self, user: str, kind: str) -> None:
        self._friends[user] = kind != "unfollow"
        (self.messages.blocked.add if kind == "unfollow" else self.messages.blocked.discard)(user)

    def refuses(self, user: str) -> bool:
        """Whether nobody of this id has ever been here."""
        return user not in self._friends and self.world.options.strangers == "refused"

    def _loading(self, request: Request, _: Mapping[str, str]) -> Answer:
        body = body_of(request)
        seconds = body.get("loadingSeconds", 20)
        if not str(body.get("chatId", "")).startswith("U"):
            raise invalid("Must be a user ID", "chatId")
        if seconds not in range(5, 61, 5):
            raise invalid("Must be a multiple of 5 from 5 to 60", "loadingSeconds")
        return answered({}, 202)

    def _mark_as_read(self, request: Request, _: Mapping[str, str]) -> Answer:
        if not body_of(request).get("markAsReadToken"):
            raise invalid("May not be empty", "markAsReadToken")
        return answered({})

    def _profile(self, request: Request, groups: Mapping[str, str]) -> Answer:
        if not self._friends.get(groups["user"]):
            return error(404, "Not found")
        return answered({"userId": groups["user"], "displayName": "Customer", "language": "en"})

    def _quota(self, request: Request, _: Mapping[str, str]) -> Answer:
        limited = {"type": "limited", "value": self.messages.quota}
        return answered({"type": "none"} if self.messages.quota is None else limited)

    def _consumption(self, request: Request, _: Mapping[str, str]) -> Answer:
        return answered({"totalUsage": self.messages.pushed})

    def _with_token(
        self, handle: Callable[[Request, Mapping[str, str]], Answer]
    ) -> Callable[[Request, Mapping[str, str]], Answer]:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                check_token(request, str(self.account["channel_access_token"]))
                return handle(request, groups)
            except Refused as refused:
                return refused.answer
            except (AttributeError, KeyError, TypeError):  # another shape than documented
                return error(400, "The request body has 1 error(s)")

        return guarded


PLATFORM = Line
