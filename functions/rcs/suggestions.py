"""Suggestions: replies to tap, and actions such as a link to open.

``content["buttons"]`` = [{id, title, description?}]; with ``url``, ``phone`` or ``share_location``
(true) a tap does that as well. ``content["rich_card"]`` is a card or a carousel, sent as it stands.

https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
(read 2026-11-22)
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.channels import RCS
from shared.errors import MessageRejected
from shared.wording import offering
from shared.wording.offering import Choice

Body = dict[str, Any]

_DESCRIPTION: Final = 72
_LABEL: Final = RCS.limits.button_title


def interactive(text: str, content: Mapping[str, Any]) -> Body:
    """The content that offers the choices. Raises MessageRejected if there are none."""
    choices = offering.choices_of(content)
    if card := content.get("rich_card"):
        return {"richCard": card, **_offered(choices)}
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    if offering.form(text, content, RCS.limits) == "numbered":
        return {"text": offering.numbered(text, content)}
    explained = [
        f"{choice['title']}: {choice['description'][:_DESCRIPTION]}"
        for choice in choices
        if choice.get("description")
    ]
    return {"text": "\n".join([text, *explained]), **_offered(choices)}


def map_of(content: Mapping[str, Any]) -> Body:
    """A suggestion that opens a place on the phone's map."""
    where = {"latitude": content["latitude"], "longitude": content["longitude"]}
    label = str(content.get("name") or content.get("address") or "")
    action = {"latLong": where} | ({"label": label} if label else {})
    shown = label[:_LABEL] or "📍"
    return {"action": {"text": shown, "postbackData": "map", "viewLocationAction": action}}


def _offered(choices: Sequence[Choice]) -> Body:
    return {"suggestions": [_suggestion(choice) for choice in choices]} if choices else {}


def _suggestion(choice: Choice) -> Body:
    tap = {"text": choice["title"], "postbackData": choice["id"]}
    if url := choice.get("url"):
        return {"action": {**tap, "openUrlAction": {"url": url}}}
    if phone := choice.get("phone"):
        return {"action": {**tap, "dialAction": {"phoneNumber": phone}}}
    if choice.get("share_location"):
        return {"action": {**tap, "shareLocationAction": {}}}
    return {"reply": tap}
