"""Choices to tap: a buttons template while they are few and short, else quick replies, else words.

``content["buttons"]`` = [{id, title, description?}]; beside it ``header`` and ``footer``, each
optional. A template stays in the chat; quick replies go with the next message, and only phones
show them. ``content["flex"]`` = {alt_text, contents} is a layout of its own, sent as it stands.

https://developers.line.biz/en/reference/messaging-api/#buttons and #quick-reply
https://developers.line.biz/en/reference/messaging-api/#flex-message
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from functions.line.measures import cut, fitting, units
from functions.line.postbacks import LONGEST_DATA, data_of
from shared.channels import LINE
from shared.errors import MessageRejected

Body = dict[str, Any]
Choice = Mapping[str, Any]

_LIMITS: Final = LINE.limits
_TEMPLATE_ACTIONS: Final = 4
_TEMPLATE_TEXT: Final = 160
_ALT_TEXT: Final = 400


def interactive(text: str, content: Mapping[str, Any]) -> Body:
    """The message object that offers the choices. Raises MessageRejected."""
    if flex := content.get("flex"):
        alt = cut(str(flex.get("alt_text") or text), _ALT_TEXT)
        return {"type": "flex", "altText": fitting(alt), "contents": flex["contents"]}
    choices: Sequence[Choice] = content.get("buttons") or ()
    if not choices:
        raise MessageRejected("no-choices", "There is nothing to choose from.")
    framed = _framed(text, content)
    if not framed or not _tappable(choices):
        return {"type": "text", "text": fitting(_numbered(framed, choices))}
    whole = "\n".join([framed, *_explained(choices)])
    if len(choices) <= _TEMPLATE_ACTIONS and units(whole) <= _TEMPLATE_TEXT:
        return _template(whole, choices)
    items = [{"type": "action", "action": _action(choice)} for choice in choices]
    return {"type": "text", "text": fitting(whole), "quickReply": {"items": items}}


def _framed(text: str, content: Mapping[str, Any]) -> str:
    parts = (content.get("header"), text, content.get("footer"))
    return "\n".join(str(part) for part in parts if part)


def _tappable(choices: Sequence[Choice]) -> bool:
    return len(choices) <= _LIMITS.buttons and all(
        0 < units(one["title"]) <= _LIMITS.button_title and 0 < len(one["id"]) <= LONGEST_DATA
        for one in choices
    )


def _explained(choices: Sequence[Choice]) -> list[str]:
    """What a button cannot show beside its title."""
    return [f"{c['title']}: {c['description']}" for c in choices if c.get("description")]


def _numbered(text: str, choices: Sequence[Choice]) -> str:
    lines = [f"{n}. {choice['title']}" for n, choice in enumerate(choices, 1)]
    return "\n".join([text, "", *lines]).strip()


def _template(text: str, choices: Sequence[Choice]) -> Body:
    actions = [_action(choice) for choice in choices]
    return {
        "type": "template",
        "altText": cut(_numbered(text, choices), _ALT_TEXT),
        "template": {"type": "buttons", "text": text, "actions": actions},
    }


def _action(choice: Choice) -> Body:
    """``displayText`` shows in the chat as if the customer had written it, and comes nowhere."""
    title = choice["title"]
    return {
        "type": "postback",
        "label": title,
        "data": data_of(choice["id"], title),
        "displayText": title,
    }
