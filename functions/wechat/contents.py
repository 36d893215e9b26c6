"""What one message of a follower says, by its ``MsgType``.

https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
"""

from collections.abc import Callable
from typing import Any, Final

from functions.wechat.figures import decimal, digits
from shared.intake.fields import Fields, Unfit, needed_text, text
from shared.messages import MessageType

Content = tuple[MessageType, str, dict[str, Any]]  # type, text and content of a message

_HEAD: Final = frozenset({"ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId"})


def content_of(packet: Fields) -> Content:
    """Raises Unfit."""
    kind = needed_text(packet, "MsgType")
    if reader := _READERS.get(kind):
        return reader(packet)
    raw = {name: value for name, value in packet.items() if name not in _HEAD}
    return "unsupported", "", {"kind": kind, "raw": raw}


def _words(packet: Fields) -> Content:
    """A text, or a tap on a line of a menu of ours, which says the line's words."""
    said = needed_text(packet, "Content")
    if "bizmsgmenuid" not in packet:
        return "text", said, {}
    tapped = packet["bizmsgmenuid"]
    if not isinstance(tapped, str | int) or isinstance(tapped, bool) or tapped == "":
        raise Unfit("no bizmsgmenuid")
    return "interactive", said, {"reply": {"kind": "button", "id": str(tapped), "title": said}}


def _image(packet: Fields) -> Content:
    media = {"id": needed_text(packet, "MediaId"), "url": text(packet, "PicUrl")}
    return "image", "", {"media": {name: value for name, value in media.items() if value}}


def _voice(packet: Fields) -> Content:
    """What was understood of it, where the account has that switched on, is its text."""
    media: dict[str, Any] = {"id": needed_text(packet, "MediaId"), "voice": True}
    if form := text(packet, "Format"):
        media["mime_type"] = f"audio/{form.lower()}"
    return "audio", text(packet, "Recognition"), {"media": media}


def _video(packet: Fields) -> Content:
    return "video", "", {"media": {"id": needed_text(packet, "MediaId")}}


def _location(packet: Fields) -> Content:
    """``Location_X`` is the latitude."""
    place: dict[str, Any] = {
        "latitude": decimal(packet, "Location_X"),
        "longitude": decimal(packet, "Location_Y"),
    }
    if label := text(packet, "Label"):
        place["address"] = label
    return "location", "", place


def _link(packet: Fields) -> Content:
    link = {"url": needed_text(packet, "Url")}
    link |= {
        name.lower(): said for name in ("Title", "Description") if (said := text(packet, name))
    }
    return "text", "\n".join(filter(None, (link.get("title"), link["url"]))), {"link": link}


def _file(packet: Fields) -> Content:
    """A document. There is no call that gives it to an account, so it is told and not kept."""
    document: dict[str, Any] = {"name": needed_text(packet, "Title")}
    if "FileTotalLen" in packet:
        document["size"] = int(digits(packet, "FileTotalLen"))
    return "file", "", {"document": document}


_READERS: Final[dict[str, Callable[[Fields], Content]]] = {
    "text": _words,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "shortvideo": _video,
    "location": _location,
    "link": _link,
    "file": _file,
}
