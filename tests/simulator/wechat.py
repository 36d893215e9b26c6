"""WeChat's servers: the API of one Official Account, and its followers.

developers.weixin.qq.com/doc/service/guide
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from string import ascii_letters, digits
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webhook import Callback
from tests.simulator.wechat_answers import Refused, error
from tests.simulator.wechat_files import FILM, Files
from tests.simulator.wechat_followers import Followers
from tests.simulator.wechat_messages import Messages
from tests.simulator.wechat_notices import Notices
from tests.simulator.wechat_packets import Packets, as_xml
from tests.simulator.wechat_sealing import sealed, signature
from tests.simulator.wechat_tokens import Tokens

_FAULTS: Final = {"429": 45009, "500": -1, "token-expired": 42001}
_SECRET: Final = ("app_id", "app_secret", "token", "encoding_aes_key")


class WeChat(Platform):
    """In safe mode if the account has an ``encoding_aes_key``, else in plain mode."""

    channel: ClassVar[str] = "wechat"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.tokens, self.files, self.followers = Tokens(account), Files(), Followers()
        self.messages = Messages(self.followers, self.files, world)
        self.packets = Packets(self.followers, self.files, str(account["original_id"]))
        self.notices = Notices(self)

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "app_id": f"wx{secrets.token_hex(8)}",
            "app_secret": secrets.token_hex(16),
            "token": secrets.token_hex(16),
            "encoding_aes_key": "".join(secrets.choice(ascii_letters + digits) for _ in range(43)),
            "original_id": f"gh_{secrets.token_hex(6)}",
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = {name: account[name] for name in _SECRET if name in account}
        return {**named, "accounts": {account["original_id"]: account["account"]}}

    @classmethod
    def new_customer(cls) -> str:
        return f"o{secrets.token_urlsafe(32)[:27]}"

    @property
    def routes(self) -> Sequence[Route]:
        guarded, known = self._guarded, self._with_token
        return (
            Route("POST", "/cgi-bin/stable_token", guarded(self.tokens.stable)),
            Route("GET", "/cgi-bin/token", guarded(self.tokens.older)),
            Route("POST", "/cgi-bin/message/custom/send", known(self.messages.send)),
            Route("POST", "/cgi-bin/message/custom/typing", known(self.messages.typing)),
            Route("POST", "/cgi-bin/message/template/send", known(self.notices.send)),
            Route("GET", "/cgi-bin/template/get_all_private_template", known(self.notices.listed)),
            Route("POST", "/cgi-bin/media/upload", known(self.files.upload)),
            Route("GET", "/cgi-bin/media/get", known(self.files.give)),
            Route("GET", FILM + r"(?P<id>[\w-]+)", guarded(self.files.film)),
        )

    def sends(self, request: Request) -> bool:
        return request.path in ("/cgi-bin/message/custom/send", "/cgi-bin/message/template/send")

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        """``body`` as a packet; ``secret``: another token."""
        token = str(self.account["token"]) if secret is None else secret
        at, nonce = str(clock.now_ms() // 1000), str(10**8 + secrets.randbelow(9 * 10**8))
        query = {"signature": signature(token, at, nonce), "timestamp": at, "nonce": nonce}
        if key := self.account.get("encoding_aes_key"):
            inside = sealed(body, str(key), str(self.account["app_id"]))
            signs = {"msg_signature": signature(token, at, nonce, inside)}
            query |= {"encrypt_type": "aes", **signs}
            body = as_xml({"ToUserName": self.account["original_id"], "Encrypt": inside})
        path = f"{self.webhook_path}?{urlencode(query)}"
        return Callback(self.channel, path, body, {"Content-Type": "text/xml"})

    def say(self, said: Mapping[str, Any]) -> Callback:
        return self.posted(self.packets.of(said))

    def posted(self, fields: Mapping[str, Any]) -> Callback:
        packet = as_xml(fields)

        def tried(_: int) -> Callback:
            return replace(self.signed(packet), again=tried)

        return tried(1)

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        """Of a template message; of others nothing is told."""
        return self.notices.chosen(wanted)

    def fail(self, fault: Fault) -> Answer:
        return error(_FAULTS[fault.kind])

    def forget(self) -> None:
        self.followers.forget()
        self.files.forget()

    def _guarded(
        self, handle: Callable[[Request, Mapping[str, str]], Answer]
    ) -> Callable[[Request, Mapping[str, str]], Answer]:
        def guarded(request: Request, groups: Mapping[str, str]) -> Answer:
            try:
                return handle(request, groups)
            except Refused as refused:
                return refused.answer

        return guarded

    def _with_token(
        self, handle: Callable[[Request, Mapping[str, str]], Answer]
    ) -> Callable[[Request, Mapping[str, str]], Answer]:
        def known(request: Request, groups: Mapping[str, str]) -> Answer:
            self.tokens.must_know(request)
            return handle(request, groups)

        return self._guarded(known)


PLATFORM = WeChat
