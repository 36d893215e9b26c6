"""What is attached to a message, as contents of our own.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messages
"""

from collections.abc import Callable
from typing import Any, Final

from shared.intake.fields import Fields, Unfit, chosen, needed_number, objects, text
from shared.messages import MessageType

Content = tuple[MessageType, str, dict[str, Any]]  # type, text and content of a message

# Posts, reels and stories of others come as a link to whichever file they are.
_SHARED: Final = frozenset({"share", "ig_reel", "reel", "ig_post", "post", "story_mention"})


def contents(message: Fields) -> list[Content]:
    """One for each attachment; [] if there is none.

    While a sticker was sent both as itself and as a picture, the picture is left out:
    https://developers.facebook.com/documentation/business-messaging/messenger-platform/changelog
    """
    attached = objects(message, "attachments")
    stickers = {_sticker(one) for one in attached if one.get("type") == "sticker"} - {""}
    return [
        content(one)
        for one in attached
        if not (one.get("type") == "image" and _sticker(one) in stickers)
    ]


def content(attachment: Fields) -> Content:
    """What one attachment says; ``unsupported`` keeps what there is."""
    kind = text(attachment, "type")
    body = attachment.get("payload")
    payload: Fields = body if isinstance(body, dict) else {}
    reader = _READERS.get(kind)
    made = reader(attachment, payload) if reader else None
    if made is None and kind in _SHARED:
        made = _file("file", payload, {"kind": kind, **chosen(payload, {"title": str})})
    return made or ("unsupported", "", {"kind": kind or "attachment", "raw": dict(attachment)})


def _media(kind: MessageType) -> Callable[[Fields, Fields], Content | None]:
    def read(attachment: Fields, payload: Fields) -> Content | None:
        sticker = _sticker(attachment)
        return _file("sticker" if sticker else kind, payload, {"sticker": sticker or None})

    return read


def _file(kind: MessageType, payload: Fields, about: dict[str, Any]) -> Content | None:
    """A link of the platform's own servers, which expires."""
    url = text(payload, "url")
    if not url:
        return None
    told = {name: value for name, value in about.items() if value is not None}
    return kind, "", {"media": {"url": url, **told}}


def _location(attachment: Fields, payload: Fields) -> Content | None:
    place = payload.get("coordinates")
    if not isinstance(place, dict):
        return None
    try:
        found = {"latitude": needed_number(place, "lat"), "longitude": needed_number(place, "long")}
    except Unfit:
        return None
    return "location", "", {**found, "name": text(attachment, "title")}


def _link(attachment: Fields, payload: Fields) -> Content | None:
    """A page that was shared; nothing at all if the platform cannot show what it was."""
    url = text(attachment, "url") or text(payload, "url")
    title = text(attachment, "title") or text(payload, "title")
    if not (url or title):
        return None
    return "text", url or title, {"context": {"link": {"url": url, "title": title}}}


def _template(attachment: Fields, payload: Fields) -> Content:
    """A structured message: of ours, of another app's, or shared by a customer."""
    titles = [text(one, "title") for one in objects(payload, "elements")]
    said = text(payload, "text") or text(attachment, "title") or "\n".join(filter(None, titles))
    return "unsupported", said, {"kind": "template", "raw": dict(attachment)}


def _heart(attachment: Fields, payload: Fields) -> Content:
    return "text", "❤️", {"context": {"like_heart": True}}


def _sticker(attachment: Fields) -> str:
    payload = attachment.get("payload")
    for holder in (payload, attachment):
        value = holder.get("sticker_id") if isinstance(holder, dict) else None
        if isinstance(value, int | str) and not isinstance(value, bool) and value:
            return str(value)
    return ""


_READERS: Final[dict[str, Callable[[Fields, Fields], Content | None]]] = {
    "image": _media("image"),
    "video": _media("video"),
    "audio": _media("audio"),
    "file": _media("file"),
    "sticker": _media("sticker"),
    "location": _location,
    "fallback": _link,
    "template": _template,
    "like_heart": _heart,
}
