"""Choices to tap: a buttons template while they are few and short, else quick replies, else words.

``content["buttons"]`` = [{id, title, description?}]; beside it ``header`` and ``footer``, each
optional. A template stays in the chat; quick replies go with the next message, and only phones
show them. ``content["flex"]`` = {alt_text, contents} is a layout of its own, sent as it stands.

https://developers.line.biz/en/reference/messaging-api/#buttons and #quick-reply
https://developers.line.biz/en/reference/messaging-api/#flex-message
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from functions.line.measures import cut, fitting
from functions.line.postbacks import data_of
from shared.channels import LINE
from shared.errors import MessageRejected
from shared.wording import offering
from shared.wording.offering import Choice

Body = dict[str, Any]

_TEMPLATE_ACTIONS: Final = 4
_TEMPLATE_TEXT: Final = 160
_ALT_TEXT: Final = 400


def interactive(text: str, content: Mapping[str, Any]) -> Body:
    """The message object that offers the choices. Raises MessageRejected."""
    if flex := content.get("flex"):
        alt = cut(str(flex.get("alt_text") or text), _ALT_TEXT)
        return {"type": "flex", "altText": fitting(alt), "contents": flex["contents"]}
    choices = offering.choices_of(content)
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    if offering.form(text, content, LINE.limits) == "numbered":
        return {"type": "text", "text": fitting(offering.numbered(text, content))}
    whole = "\n".join([*_framed(text, content), *_explained(choices)])
    if len(choices) <= _TEMPLATE_ACTIONS and len(whole) <= _TEMPLATE_TEXT:
        alt = cut(offering.numbered(whole, content), _ALT_TEXT)
        return {"type": "template", "altText": alt, "template": _template(whole, choices)}
    items = [{"type": "action", "action": _action(choice)} for choice in choices]
    return {"type": "text", "text": fitting(whole), "quickReply": {"items": items}}


def _framed(text: str, content: Mapping[str, Any]) -> list[str]:
    parts = (content.get("header"), text, content.get("footer"))
    return [str(part) for part in parts if part]


def _explained(choices: Sequence[Choice]) -> list[str]:
    """What a button cannot show beside its title."""
    return [f"{c['title']}: {c['description']}" for c in choices if c.get("description")]


def _template(text: str, choices: Sequence[Choice]) -> Body:
    return {"type": "buttons", "text": text, "actions": [_action(choice) for choice in choices]}


def _action(choice: Choice) -> Body:
    """``displayText`` shows in the chat as if the customer had written it, and comes nowhere."""
    title = choice["title"]
    return {
        "type": "postback",
        "label": title,
        "data": data_of(choice["id"], title),
        "displayText": title,
    }
