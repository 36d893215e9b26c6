"""What followers do, as the packets that WeChat posts.

developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
"""

import secrets
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape

from shared import clock
from tests.simulator.wechat_files import Files
from tests.simulator.wechat_followers import Followers

_OURS: Final = frozenset({"from", "text", "type", "media", "tap", "event", "repeat", "retry"})
_KIND_OF: Final = {"audio": "voice"}
_USUAL: Final = {"image": "image/jpeg", "voice": "audio/amr", "video": "video/mp4"}


class Packets:
    def __init__(self, followers: Followers, files: Files, account: str) -> None:
        self._followers, self._files, self._account = followers, files, account

    def of(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What ``from`` does: ``text``; ``type`` and ``media`` ({data, mime_type}); ``tap`` on a
        line of a menu ({id, title}); an ``event`` by its name; or any field under its own name.
        """
        if not said.get("from"):
            raise ValueError("from is required")
        kind, own = self._said(said)
        own |= {name: value for name, value in said.items() if name not in _OURS}
        what = "tap" if "tap" in said else "message"
        self._followers.did(str(said["from"]), str(said.get("event", what)))
        head = {
            "ToUserName": self._account,
            "FromUserName": str(said["from"]),
            "CreateTime": clock.now_ms() // 1000,
            "MsgType": kind,
        }
        # 64 bits, and more than a number of JavaScript holds.
        last = {} if kind == "event" else {"MsgId": 2 * 10**16 + secrets.randbelow(10**16)}
        return {**head, **own, **last}

    def _said(self, said: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        if "event" in said:
            return "event", {"Event": said["event"]}
        if "tap" in said:
            tap = said["tap"]
            return "text", {"Content": tap["title"], "bizmsgmenuid": tap["id"]}
        if "media" in said:
            return self._file(said)
        if said.get("text"):
            return "text", {"Content": said["text"]}
        if "type" in said:
            return str(said["type"]), {}
        raise ValueError("there is nothing to say")

    def _file(self, said: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        media, given = said["media"], str(said.get("type", "image"))
        kind = _KIND_OF.get(given, given)
        mime_type = media.get("mime_type") or _USUAL[kind]
        kept = self._files.keep(kind, mime_type, b64decode(media.get("data", "")))
        more = {
            "image": {"PicUrl": f"http://mmbiz.qpic.cn/mmbiz_jpg/{kept.id[:20]}/0"},
            "voice": {"Format": mime_type.partition("/")[2]},
        }.get(kind, {"ThumbMediaId": secrets.token_urlsafe(32)})
        return kind, {"MediaId": kept.id, **more}


def as_xml(packet: Mapping[str, Any]) -> bytes:
    """As the platform writes it: texts in CDATA, numbers bare."""
    return f"<xml>{_fields(packet)}</xml>".encode()


def _fields(packet: Mapping[str, Any]) -> str:
    return "\n".join(_element(name, value) for name, value in packet.items())


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(name, one) for one in value)
    if isinstance(value, Mapping):
        inner = _fields(value)
    elif isinstance(value, int | float):
        inner = str(value)
    else:
        text = str(value)
        inner = escape(text) if "]]>" in text else f"<![CDATA[{text}]]>"
    return f"<{name}>{inner}</{name}>"
