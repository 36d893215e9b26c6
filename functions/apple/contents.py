"""What a customer says or does, by the type of the message."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from functions.apple.attachments import Content, attachment
from functions.apple.replies import interactive
from shared.intake.bounding import MOST_UNREADABLE
from shared.intake.fields import Fields, Unfit, needed_fields, needed_text, text
from shared.messages import Unreadable

# Stands in the text where a file is shown.
PLACEHOLDER: Final = "\ufffc"
_ENVELOPE: Final = ("id", "v", "type", "sourceId", "destinationId", "locale", "intent", "group")


def contents_of(message: Fields, fetched: str) -> list[Content | Unreadable]:
    """The parts of ``message``: a text, or its files, of which the first has the words.

    ``fetched`` is what an interactive message refers to, in base64 and as Apple keeps it. A type
    that is unknown is ``unsupported``. Raises Unfit.
    """
    kind = needed_text(message, "type")
    if kind == "text":
        return _text(message)
    if kind == "interactive":
        return [interactive(message, fetched)]
    if kind in _READERS:
        return [_READERS[kind](message)]
    raw = {name: value for name, value in message.items() if name not in _ENVELOPE}
    return [("unsupported", text(message, "body"), {"kind": kind, **({"raw": raw} if raw else {})})]


def _text(message: Fields) -> list[Content | Unreadable]:
    """https://register.apple.com/resources/messages/msp-rest-api/type-text"""
    words = " ".join(text(message, "body").split(PLACEHOLDER)).strip()
    if PLACEHOLDER not in text(message, "body"):
        words = text(message, "body")
    listed = message.get("attachments")
    given = listed if isinstance(listed, list) else []
    if len(given) > MOST_UNREADABLE:
        raise Unfit("too many attachments")
    parts = list(_files(given))
    files = [part for part in parts if not isinstance(part, Unreadable)]
    broken = [part for part in parts if isinstance(part, Unreadable)]
    if not files and (words or not broken):
        if not words.strip():
            raise Unfit("no body")
        return [("text", words, {}), *broken]
    if files:
        kind, _, content = files[0]
        files[0] = (kind, words, content)
    return [*files, *broken]


def _files(given: Iterable[Any]) -> Iterable[Content | Unreadable]:
    for one in given:
        try:
            if not isinstance(one, dict):
                raise Unfit("no attachment")
            yield attachment(one)
        except Unfit as reason:
            yield Unreadable(f"attachment: {reason}", {"attachment": one})


def _closed(message: Fields) -> Content:
    """The customer deleted the conversation: nothing may be sent until they write again.

    https://register.apple.com/resources/messages/msp-rest-api/type-close
    """
    return "event", "", {"event": "closed"}


def _rich_link(message: Fields) -> Content:
    link = needed_fields(message, "richLinkData")
    url, title = needed_text(link, "url"), text(link, "title")
    words = f"{title}\n{url}" if title else url
    return "text", words, {"rich_link": {"url": url, "title": title}}


_READERS: Final[dict[str, Callable[[Fields], Content]]] = {
    "close": _closed,
    "richLink": _rich_link,
}
