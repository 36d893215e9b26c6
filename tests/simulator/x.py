"""X's servers: the direct messages of one account, and who writes to it.

docs.x.com/x-api (read 2026-11-22).
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final
from urllib.parse import quote

from shared import clock
from tests.simulator import x_said
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.journal import Message
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webhook import Callback
from tests.simulator.x_answers import (
    Doorman,
    Refused,
    answered,
    dumps,
    problem,
    signature,
    unauthorized,
)
from tests.simulator.x_ids import made_at
from tests.simulator.x_media import TON, Media
from tests.simulator.x_messages import Messages

Handle = Callable[[Request, Mapping[str, str]], Answer]

_SENDS: Final = r"/2/dm_conversations/with/(?P<user>[0-9]{1,19})/messages"
_UPLOAD: Final = "/2/media/upload"
_ONE: Final = _UPLOAD + r"/(?P<media>[0-9]{1,19})"
_FILE: Final = TON + r"/(?P<event>[0-9]+)/(?P<media>[0-9]+)/[0-9]+\.[a-z0-9]+"


class X(Platform):
    channel: ClassVar[str] = "x"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.media, self.messages = Media(), Messages(self)
        self.doorman = Doorman(account)
        self.echoes = True

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        user = _new_user()
        return {
            "user_id": user,
            "app_id": str(20_000_000 + secrets.randbelow(10**7)),
            "consumer_key": secrets.token_hex(13),
            "consumer_secret": secrets.token_hex(25),
            "access_token": f"{user}-{secrets.token_hex(15)}",
            "access_token_secret": secrets.token_hex(23),
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
        named = {name: account[name] for name in names}
        return {**named, "accounts": {account["user_id"]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        return _new_user()

    @property
    def user(self) -> str:
        return str(self.account["user_id"])

    @property
    def app(self) -> str:
        return str(self.account.get("app_id", ""))

    @property
    def routes(self) -> Sequence[Route]:
        own, media, messages = self._signed_for, self.media, self.messages
        return (
            Route("POST", _SENDS, own(messages.create)),
            Route("POST", r"/1\.1/direct_messages/indicate_typing\.json", own(messages.typing)),
            Route("POST", r"/1\.1/direct_messages/mark_read\.json", own(messages.mark_read)),
            Route("POST", _UPLOAD, own(media.whole)),
            Route("GET", _UPLOAD, own(media.status)),
            Route("POST", _UPLOAD + "/initialize", own(media.begin)),
            Route("POST", _ONE + "/append", own(media.append)),
            Route("POST", _ONE + "/finalize", own(media.end)),
            Route("GET", _FILE, own(media.download)),
            Route("GET", "/2/users/me", own(self._me)),
        )

    def sends(self, request: Request) -> bool:
        return request.path.startswith("/2/dm_conversations/")

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        key = str(self.account["consumer_secret"]) if secret is None else secret
        headers = {
            "Content-Type": "application/json",
            "x-twitter-webhooks-signature": signature(key, body),
        }
        return Callback(self.channel, self.webhook_path, body, headers)

    def challenge(self, token: str) -> Callback:
        """The GET by which X asks whether the webhook still is ours."""
        path = f"{self.webhook_path}?crc_token={quote(token, safe='')}"
        return Callback(self.channel, path, b"", {}, method="GET")

    def say(self, said: Mapping[str, Any]) -> Callback:
        return self.signed(dumps(x_said.payload(said, self)))

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        """``{"status": "read", "message"?: id (default: the last)}``."""
        if wanted.get("status") != "read":
            raise ValueError("X tells of nothing but reading")
        taken = [m for m in self.world.journal.messages if m.channel == self.channel]
        named = wanted.get("message") or (taken[-1].id if taken else "")
        message = self.world.journal.message(named)
        if message is None:
            raise ValueError("no such message was accepted")
        return self._read(message)

    def play(self, message: Message) -> None:
        """What the account sends is told to it as well; then the customer reads it."""
        options = self.world.options
        calls = [self._echo(message)] if self.echoes else []
        if options.auto_statuses and "read" in options.statuses:
            calls += [self._read(message)] * options.status_repeat
            message.statuses.append("read")
        self.world.webhook.in_turn(options.first_status_after, calls, options.status_gap)

    def _me(self, request: Request, groups: Mapping[str, str]) -> Answer:
        """docs.x.com/x-api/users/get-my-user"""
        told = {"id": self.user, "name": "Shop", "username": "shop"}
        return answered({"data": {**told, **self.console.get("me", {})}})

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            advice = fault.retry_after
            reset = clock.now_ms() // 1000 + (900 if advice is None else advice)
            limits = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(reset)}
            return problem(429, "", "Too Many Requests", "Too Many Requests", limits)
        if fault.kind == "500":
            return problem(500, "internal-error", "Internal Error", "Something went wrong")
        return unauthorized()

    def forget(self) -> None:
        self.media.forget()
        self.messages.known.clear()
        self.messages.closed.clear()

    def _echo(self, message: Message) -> Callback:
        text = str(message.content.get("text", ""))
        told = x_said.echo(text, message.to, message.id, made_at(message.id), self)
        return self.signed(dumps(told))

    def _read(self, message: Message) -> Callback:
        return self.signed(dumps(x_said.read(message.to, message.id, clock.now_ms(), self)))

    def _signed_for(self, handle: Handle) -> Handle:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                self.doorman.check(request)
                return handle(request, groups)
            except Refused as refused:
                return refused.answer

        return guarded


def _new_user() -> str:
    """As long as ids of today's users are: 19 digits, beyond what a float holds."""
    return str(10**18 + secrets.randbelow(8 * 10**18))


PLATFORM = X
