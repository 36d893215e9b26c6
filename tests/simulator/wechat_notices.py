"""Template messages: the templates an account has, what fits them, and what became of a send.

developers.weixin.qq.com/doc/service/api/notify/template
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.webhook import Callback
from tests.simulator.wechat_answers import Refused, told
from tests.simulator.wechat_messages import body_of

if TYPE_CHECKING:
    from tests.simulator.wechat import WeChat

_KEYWORD: Final = re.compile(r"\{\{(\w+)\.DATA\}\}")
_LONGEST: Final = 20  # characters of a "thing"; those of other kinds are not looked at


@dataclass(frozen=True, slots=True)
class Template:
    template_id: str
    title: str
    content: str
    example: str = ""
    primary_industry: str = "IT科技"
    deputy_industry: str = "互联网|电子商务"

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}


DEFAULT: Final = (
    Template(
        "iPk5sOIt5X_flOVKn5GrTFpncEYTojx6ddbt8WYoV5s",
        "客服回复提醒",
        "回复内容:{{thing1.DATA}}\n",
        "回复内容:可以的\n",
    ),
    Template(
        "VEcvuxxYlvSnrHCPUXGFaX1xhGqTdQtAaWqTwMyFTJ0",
        "订单发货提醒",
        "订单编号:{{character_string2.DATA}}\n商品名称:{{thing4.DATA}}\n",
        "订单编号:42\n商品名称:杯子\n",
    ),
)


class Notices:
    def __init__(self, wechat: "WeChat") -> None:
        self._wechat = wechat
        own = wechat.account.get("templates")
        self.templates = [Template(**each) for each in own] if own is not None else DEFAULT

    def listed(self, request: Request, _: Mapping[str, str]) -> Answer:
        if self._wechat.console.get("templates") == "not granted":
            raise Refused(48001)
        return told({"template_list": [template.as_json() for template in self.templates]})

    def send(self, request: Request, _: Mapping[str, str]) -> Answer:
        said, world = body_of(request), self._wechat.world
        template, whom = self._fitting(said), str(said.get("touser") or "")
        strangers = world.options.strangers == "allowed"
        self._wechat.followers.must_follow(whom, strangers=strangers)
        now, number = clock.now_ms(), 10**17 + secrets.randbelow(9 * 10**17)
        shown = {"title": template.title, "words": _words(template, said["data"])}
        taken = Message(
            "wechat", str(number), whom, "template", {**said, **shown}, clock.rfc3339(now), now
        )
        world.journal.accepted(taken)
        if world.options.auto_statuses:
            done = [self._finished(taken, "success")] * world.options.status_repeat
            world.webhook.in_turn(world.options.first_status_after, done, world.options.status_gap)
        return told({"errcode": 0, "errmsg": "ok", "msgid": number})

    def chosen(self, wanted: Mapping[str, Any]) -> Callback:
        """``{"message": its id (default: the last), "status": success, failed:user block …}``."""
        known = [m for m in self._wechat.world.journal.messages if m.type == "template"]
        message = next((m for m in known[::-1] if wanted.get("message") in (None, m.id)), None)
        if message is None:
            raise ValueError("WeChat tells nothing but of template messages")
        return self._finished(message, str(wanted["status"]))

    def _finished(self, message: Message, status: str) -> Callback:
        message.statuses.append(status)
        return self._wechat.posted(
            {
                "ToUserName": self._wechat.account["original_id"],
                "FromUserName": message.to,
                "CreateTime": clock.now_ms() // 1000,
                "MsgType": "event",
                "Event": "TEMPLATESENDJOBFINISH",
                "MsgID": int(message.id),
                "Status": status,
            }
        )

    def _fitting(self, said: Mapping[str, Any]) -> Template:
        wanted, data = said.get("template_id"), said.get("data")
        template = next((t for t in self.templates if t.template_id == wanted), None)
        if template is None:
            raise Refused(40037)
        if not isinstance(data, dict):
            raise Refused(47001)
        for keyword in _KEYWORD.findall(template.content):
            value = (data.get(keyword) or {}).get("value")
            if not isinstance(value, str) or not value:
                raise Refused(47003)
            if keyword.startswith("thing") and len(value) > _LONGEST:
                raise Refused(47003)
        return template


def _words(template: Template, data: Mapping[str, Any]) -> str:
    return _KEYWORD.sub(lambda keyword: str(data[keyword[1]]["value"]), template.content)
