"""Telegram's servers: the Bot API of one bot, and the people who talk to it.

core.telegram.org/bots/api (Bot API 10.1).
"""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final
from urllib.parse import unquote

from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.platform import Platform, Route, World
from tests.simulator.telegram_answers import Refused, error
from tests.simulator.telegram_chats import Chats
from tests.simulator.telegram_files import Files
from tests.simulator.telegram_methods import SENDS, Methods
from tests.simulator.telegram_updates import Updates
from tests.simulator.webhook import Callback

_TOKEN: Final = r"/bot(?P<token>\d+(?::|%3A)[\w-]+)"


class Telegram(Platform):
    channel: ClassVar[str] = "telegram"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.chats, self.files = Chats(), Files()
        self.methods = Methods(self.chats, self.files, world, self._webhook_info)
        self.updates = Updates(self.chats, self.files, self.bot_id)

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        bot = 10**9 + secrets.randbelow(9 * 10**9)
        return {
            "bot_token": f"{bot}:AA{secrets.token_urlsafe(24)}",
            "secret_token": secrets.token_urlsafe(32),
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = {name: account[name] for name in ("bot_token", "secret_token")}
        bot = account["bot_token"].partition(":")[0]
        return {**named, "accounts": {bot: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        return str(5 * 10**9 + secrets.randbelow(10**9))

    @property
    def bot_id(self) -> int:
        return int(self.account["bot_token"].partition(":")[0])

    @property
    def routes(self) -> Sequence[Route]:
        method, file = _TOKEN + r"/(?P<method>\w+)", "/file" + _TOKEN + "/(?P<path>.+)"
        return (
            Route("POST", method, self._with_token(self._call)),
            Route("GET", method, self._with_token(self._call)),
            Route("GET", file, self._with_token(self.files.download)),
            Route("POST", r"/bot[^/]*/.*", _no_such_token),
        )

    def owns(self, groups: Mapping[str, str]) -> bool:
        return unquote(groups.get("token", "")) == str(self.account["bot_token"])

    def sends(self, request: Request) -> bool:
        return request.path.rpartition("/")[2].lower() in SENDS

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        token = self.account["secret_token"] if secret is None else secret
        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "gzip, deflate",
            "X-Telegram-Bot-Api-Secret-Token": token,
        }
        taken = tuple(range(200, 300))
        return Callback(self.channel, self.webhook_path, body, headers, taken_with=taken)

    def say(self, said: Mapping[str, Any]) -> Callback:
        """A message, or one of ``tap``, ``edit``, ``reaction``, ``block``: see telegram_updates."""
        return self.signed(written(self.updates.of(said)))

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        raise ValueError("Telegram tells nothing about what a bot has sent")

    def fail(self, fault: Fault) -> Answer:
        if fault.kind == "429":
            pause = 1 if fault.retry_after is None else fault.retry_after
            words = f"Too Many Requests: retry after {pause}"
            return error(429, words, {"retry_after": pause})
        return error(500, "Internal Server Error") if fault.kind == "500" else _unauthorized()

    def forget(self) -> None:
        self.chats.forget()
        self.files.forget()

    def _webhook_info(self) -> dict[str, Any]:
        """core.telegram.org/bots/api#webhookinfo"""
        kinds = ["message", "edited_message", "callback_query", "my_chat_member"]
        told = {
            "url": self.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": 0,
            "max_connections": 40,
            "allowed_updates": [*kinds, "message_reaction"],
            **self.console.get("webhook_info", {}),
        }
        return {name: value for name, value in told.items() if value is not None}

    def _call(self, request: Request, groups: Mapping[str, str]) -> Answer:
        return self.methods.call(groups["method"], request)

    def _with_token(
        self, handle: Callable[[Request, Mapping[str, str]], Answer]
    ) -> Callable[[Request, Mapping[str, str]], Answer]:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            if not self.owns(groups):
                return _unauthorized()
            try:
                return handle(request, groups)
            except Refused as refused:
                return refused.answer

        return guarded


def written(update: Mapping[str, Any]) -> bytes:
    """JSON as Telegram writes it: ASCII only, and what happened on a line of its own."""
    first, *rest = (f"{json.dumps(k)}:{_compact(v)}" for k, v in update.items())
    return ("{" + ",\n".join([first, *rest]) + "}").encode()


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _unauthorized() -> Answer:
    return error(401, "Unauthorized")


def _no_such_token(request: Request, groups: Mapping[str, str]) -> Answer:
    return error(404, "Not Found")


PLATFORM = Telegram
