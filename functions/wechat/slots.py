"""A template of WeChat's and what fills its keywords: the JSON of one template message.

https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage.html (read
2026-11-22)
"""

from collections.abc import Mapping
from typing import Any

from shared.errors import MessageRejected
from shared.table import Item
from shared.templates.slots import Slots, filled

Body = dict[str, Any]


def notice(identity: str, content: Mapping[str, Any], template: Item | None) -> Body:
    """The body that sends a template: each slot is a keyword. Its first button is the link that a
    tap on the message opens.

    Raises MessageRejected for a template that is not known, since its keywords are not either, and
    ValueError if the slots are not as many.
    """
    if not (template and template.get("ref")):
        raise MessageRejected("no-template", "No template of this name and language is known.")
    slots: Slots = content.get("slots") or ()
    data = {name: {"value": value} for name, value in filled(template, slots).items()}
    link = _link(slots)
    return {
        "touser": identity,
        "template_id": template["ref"],
        **({"url": link} if link else {}),
        "data": data,
    }


def _link(slots: Slots) -> str:
    buttons = slots.get("buttons") if isinstance(slots, Mapping) else None
    first = buttons[0] if buttons else None
    return str(first["value"]) if first and first["kind"] == "url" else ""
