"""Customer service messages: checked as the platform checks them, and kept.

developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any, Final

from shared import clock
from shared.channels import WECHAT
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.platform import World
from tests.simulator.wechat_answers import Refused, done
from tests.simulator.wechat_files import Files
from tests.simulator.wechat_followers import Followers

_FILES: Final = ("image", "voice", "video")


class Messages:
    def __init__(self, followers: Followers, files: Files, world: World) -> None:
        self._followers, self._files, self._world = followers, files, world

    def send(self, request: Request, _: Mapping[str, str]) -> Answer:
        said = body_of(request)
        kind, whom = said.get("msgtype"), str(said.get("touser") or "")
        body = said.get(str(kind))
        if not isinstance(body, dict):
            raise Refused(40008)
        self._check(str(kind), body)
        self._followers.take(whom, strangers=self._strangers)
        now = clock.now_ms()
        # The platform tells no id; this one is for tests.
        named, time = secrets.token_hex(8), clock.rfc3339(now)
        taken = Message("wechat", named, whom, str(kind), body, time, now)
        self._world.journal.accepted(taken)
        return done()

    def typing(self, request: Request, _: Mapping[str, str]) -> Answer:
        if body_of(request).get("command") not in ("Typing", "CancelTyping"):
            raise Refused(45072)
        return done()

    @property
    def _strangers(self) -> bool:
        return self._world.options.strangers == "allowed"

    def _check(self, kind: str, body: Mapping[str, Any]) -> None:
        if kind in _FILES:
            self._files.named(body.get("media_id"), kind)
        elif kind == "text":
            _words(body.get("content"))
        elif kind == "msgmenu":
            _words(body.get("head_content"))
            lines = body.get("list") or []
            if not lines or any(set(line) != {"id", "content"} for line in lines):
                raise Refused(47001)
        else:
            raise Refused(40008)


def _words(said: Any) -> None:
    if not isinstance(said, str) or not said:
        raise Refused(44004)
    if len(said.encode()) > WECHAT.limits.text:
        raise Refused(45002)


def body_of(request: Request) -> dict[str, Any]:
    try:
        value = json.loads(request.body)
    except ValueError:
        raise Refused(47001) from None
    if not isinstance(value, dict):
        raise Refused(47001)
    return value
