"""Choices to tap: quick replies while they are two to five, else a list, else words.

``content["buttons"]`` = [{id, title, description?}]; beside it ``header`` and ``footer``, each
optional. ``content["rich_link"]`` = {url, title, image?: {data (base64), mime_type}} is a link
with a picture.

https://register.apple.com/resources/messages/msp-rest-api/type-interactive
https://register.apple.com/resources/messages/msp-rest-api/type-richlink
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.channels import APPLE
from shared.errors import MessageRejected
from shared.wording import offering
from shared.wording.offering import Choice

Body = dict[str, Any]

BID: Final = (
    "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:"
    "com.apple.icloud.apps.messages.business.extension"
)
_FEWEST: Final = 2  # quick replies
_VERSION: Final = "1.0"


def interactive(text: str, content: Mapping[str, Any], request: str) -> Body | None:
    """The message with something to tap, None where Apple cannot show it that way.

    What is chosen comes back with ``request``. Raises MessageRejected if there is nothing to
    choose from.
    """
    if link := content.get("rich_link"):
        return _rich_link(link)
    choices = offering.choices_of(content)
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    form = offering.form(text, content, APPLE.limits)
    if form == "numbered":
        return None
    told = "\n".join(
        str(part) for part in (content.get("header"), text, content.get("footer")) if part
    )
    if form == "buttons" and len(choices) >= _FEWEST:
        return _balloon({"quick-reply": _quick_reply(told, choices)}, request)
    shown = {"receivedMessage": {"title": told, "style": "icon"}, "replyMessage": {"style": "icon"}}
    return _balloon({"listPicker": _list(told, choices)}, request, shown)


def _balloon(data: Body, request: str, shown: Mapping[str, Any] | None = None) -> Body:
    whole = {"version": _VERSION, "requestIdentifier": request, **data}
    return {"type": "interactive", "interactiveData": {"bid": BID, "data": whole, **(shown or {})}}


def _quick_reply(told: str, choices: Sequence[Choice]) -> Body:
    items = [{"identifier": c["id"], "title": c["title"]} for c in choices]
    return {"summaryText": told, "items": items}


def _list(told: str, choices: Sequence[Choice]) -> Body:
    items = [
        {
            "identifier": choice["id"],
            "title": choice["title"],
            **({"subtitle": choice["description"]} if choice.get("description") else {}),
            "order": order,
            "style": "icon",
        }
        for order, choice in enumerate(choices)
    ]
    return {"sections": [{"title": told, "order": 0, "multipleSelection": False, "items": items}]}


def _rich_link(link: Mapping[str, Any]) -> Body:
    """A link without a picture is a text: Apple takes no rich one."""
    url, title, image = str(link["url"]), str(link.get("title") or ""), link.get("image")
    if not url.startswith("https://"):
        raise MessageRejected("no-https", "Apple shows links over https only.")
    if not (image and title):
        return {"type": "text", "body": f"{title}\n{url}".strip()}
    picture = {"data": image["data"], "mimeType": image["mime_type"]}
    data = {"url": url, "title": title, "assets": {"image": picture}}
    return {"type": "richLink", "richLinkData": data}
