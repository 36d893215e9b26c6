"""Which messages Apple takes: types and what each needs.

register.apple.com/resources/messages/msp-rest-api/messages-sent.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.simulator.apple_answers import Refused

PLACEHOLDER: Final = "\ufffc"
_BID: Final = "com.apple.messages.MSMessageExtensionBalloonPlugin:"


def check_body(body: Mapping[str, Any]) -> None:
    """Raises Refused."""
    if body.get("v") != 1:
        raise Refused(400, "v is 1")
    check = _CHECKS.get(str(body.get("type")))
    if check is None:
        raise Refused(400, "no such type")
    check(body)


def _text(body: Mapping[str, Any]) -> None:
    words, files = body.get("body"), body.get("attachments", [])
    if not (isinstance(words, str) and words):
        raise Refused(400, "a text has a body")
    if words.count(PLACEHOLDER) != len(files):
        raise Refused(400, "each attachment has its place")


def _typing(body: Mapping[str, Any]) -> None:
    if "body" in body:
        raise Refused(400, "nothing is said")


def _interactive(body: Mapping[str, Any]) -> None:
    given = body["interactiveData"]
    data = given["data"]
    if not given["bid"].startswith(_BID) or data["version"] != "1.0":
        raise Refused(400, "bid and version are needed")
    if not data["requestIdentifier"]:
        raise Refused(400, "requestIdentifier is needed")
    if "quick-reply" in data:
        _quick_reply(data["quick-reply"])
    elif "listPicker" in data:
        _list(data["listPicker"], given)
    else:
        raise Refused(400, "nothing to choose from")


def _quick_reply(part: Mapping[str, Any]) -> None:
    if not part["summaryText"] or not 2 <= len(part["items"]) <= 5:
        raise Refused(400, "two to five")
    _named(part["items"])


def _list(part: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    if not (given["receivedMessage"]["title"] and part["sections"]):
        raise Refused(400, "a list has a title")
    _named([item for section in part["sections"] for item in section["items"]])


def _named(items: list[Mapping[str, Any]]) -> None:
    names = [item["identifier"] for item in items if item["title"]]
    if not items or len(set(names)) != len(items):
        raise Refused(400, "each has a title and an identifier of its own")


def _rich_link(body: Mapping[str, Any]) -> None:
    link = body["richLinkData"]
    image = link["assets"]["image"]
    if not (link["url"] and link["title"] and image["data"] and image["mimeType"]):
        raise Refused(400, "a rich link has a url, a title and an image")


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], None]]] = {
    "text": _text,
    "interactive": _interactive,
    "richLink": _rich_link,
    "typing_start": _typing,
    "typing_end": _typing,
}
