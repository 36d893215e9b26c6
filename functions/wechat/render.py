"""A message of ours in WeChat's words: the JSON of one customer service message.

https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from shared.channels import WECHAT
from shared.errors import MessageRejected
from shared.table import Item
from shared.wording import offering
from shared.wording.splitting import fits

Body = dict[str, Any]

MEDIA: Final = {"image": "image", "audio": "voice", "video": "video"}


def render(message: Item) -> Body:
    """The body that sends ``message``, an outbound message item whose file has an id.

    Raises MessageRejected where WeChat has no such message, or not that long.
    """
    content = json.loads(message.get("content") or "{}")
    said = _said(message["type"], message.get("text") or "", content)
    return {"touser": message["identity"], **said}


def written(body: Body) -> bytes:
    """As JSON in clear: followers would see the escaped form of what is not ASCII."""
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def typing(identity: str) -> Body:
    """https://developers.weixin.qq.com/doc/service/api/customer/message/api_typing.html"""
    return {"touser": identity, "command": "Typing"}


def _said(kind: str, text: str, content: Mapping[str, Any]) -> Body:
    if kind in MEDIA:
        return _media(kind, text, content)
    match kind:
        case "text":
            return _text(text)
        case "interactive":
            return _menu(text, content)
    raise MessageRejected("unsupported-type", f"WeChat cannot send a message of type {kind}.")


def _text(text: str) -> Body:
    if not text:
        raise MessageRejected("empty", "There is nothing to send.")
    longest = WECHAT.limits.text
    if not fits(text, longest, WECHAT.limits.text_unit):
        raise MessageRejected("too-long", f"WeChat takes at most {longest} bytes.")
    return {"msgtype": "text", "text": {"content": text}}


def _menu(text: str, content: Mapping[str, Any]) -> Body:
    """Lines to tap below a text; one that is tapped comes back by its id."""
    choices = offering.choices_of(content)
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    if offering.form(text, content, WECHAT.limits) != "buttons":
        return _text(offering.numbered(text, content))
    lines = [{"id": choice["id"], "content": choice["title"]} for choice in choices]
    tail = str(content.get("footer") or "")
    menu = {"head_content": text, "list": lines, "tail_content": tail}
    return {"msgtype": "msgmenu", "msgmenu": menu}


def _media(kind: str, caption: str, content: Mapping[str, Any]) -> Body:
    if caption:
        raise MessageRejected("no-caption", f"WeChat sends {kind} without words.")
    media = content.get("media") or {}
    if not media.get("id"):
        raise MessageRejected("no-file", "There is no file to send.")
    body: Body = {"media_id": media["id"]}
    if kind == "video":
        body["title"] = str(media.get("name") or "")
    return {"msgtype": MEDIA[kind], MEDIA[kind]: body}
