"""A template and what fills its slots.

``slots`` is a list of texts for the body, in order, or an object:
``body`` = such a list or {name: text}; ``header`` = a text or {image|video|document: link};
``buttons`` = [{kind: quick_reply|url, value}] in the template's order, null where none is needed.
A file of ours in the header is the message's ``media``.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages
"""

from collections.abc import Mapping
from typing import Any

from shared.errors import MessageRejected
from shared.meta.templates import body, text
from shared.table import Item
from shared.templates.slots import header_of


def template(content: Mapping[str, Any], known: Item | None = None) -> dict[str, Any]:
    """The ``template`` object of a message; ``known``: what is known of the template.

    Raises MessageRejected without name and language.
    """
    if not (content.get("name") and content.get("language")):
        raise MessageRejected("no-template", "A template needs its name and language.")
    slots = content.get("slots") or {}
    parts = slots if isinstance(slots, Mapping) else {"body": slots}
    made: dict[str, Any] = {
        "name": content["name"],
        "language": {"code": content["language"]},
    }
    header = _file(content["media"]) if content.get("media") else _header(parts)
    if components := [*header, *body(parts, known), *_buttons(parts)]:
        made["components"] = components
    return made


def _header(parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    header = parts.get("header")
    if not header:
        return []
    if isinstance(header, Mapping):
        ((kind, link),) = header.items()
        parameter = {"type": kind, kind: {"link": link}}
    else:
        parameter = text(header)
    return [{"type": "header", "parameters": [parameter]}]


def _file(media: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A header that shows a file of ours, by the id it was given when it was uploaded."""
    if not (media.get("id") or media.get("url")):
        raise MessageRejected("no-file", "There is no file to send.")
    kind = header_of(str(media.get("mime_type") or ""))
    shown = {"id": media["id"]} if media.get("id") else {"link": media["url"]}
    if kind == "document" and media.get("name"):
        shown["filename"] = media["name"]
    return [{"type": "header", "parameters": [{"type": kind, kind: shown}]}]


def _buttons(parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "type": "button",
            "sub_type": button["kind"],
            "index": str(index),
            "parameters": [_button(button)],
        }
        for index, button in enumerate(parts.get("buttons") or ())
        if button
    ]


def _button(button: Mapping[str, Any]) -> dict[str, Any]:
    if button["kind"] == "quick_reply":
        return {"type": "payload", "payload": button["value"]}
    return text(button["value"])
