"""The templates of a Page's utility messages, and whether a send fits one.

developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/utility-messages
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.simulator.messenger_platform_sends import invalid
from tests.simulator.meta_templates import Template

_WAITING: Final = "We have an answer for you. Write to us to read it."
DEFAULT: Final = (
    Template("answer_waiting", "en", text=_WAITING),
    Template("answer_waiting", "es", text="Tenemos una respuesta. Escríbanos para leerla."),
    Template("order_update", "en", text="Your order {{1}} is now {{2}}.", buttons=1),
    Template("parcel_update", "en", text="Parcel {{1}} has left us."),
    Template("name_day", "en", text="A gift waits.", status="REJECTED"),
)
_TAKES: Final = {"URL": "url", "POSTBACK": "payload"}


def known_templates(account: Mapping[str, Any]) -> Sequence[Template]:
    """``templates`` of the account's configuration, or the default ones."""
    own = account.get("templates")
    return [Template(**template) for template in own] if own is not None else DEFAULT


def fitting(sent: Mapping[str, Any], templates: Sequence[Template]) -> str:
    """What the customer reads. Raises Refused for an unknown template, or a wrong filling."""
    name, language = sent.get("name"), (sent.get("language") or {}).get("code")
    found = next((t for t in templates if (t.name, t.language) == (name, language)), None)
    if found is None or found.status != "APPROVED":
        raise invalid("Message template is not available for this Page and language")
    parts = {part["type"].lower(): part.get("parameters") or [] for part in sent["components"]}
    for part, expected in (("header", found.header), ("body", found.body)):
        if len(parts.get(part, [])) != expected:
            raise invalid(f"Number of {part} parameters does not match the template")
    buttons = parts.get("buttons", [])
    if len(buttons) != found.buttons:
        raise invalid("User pass less payload than required for POSTBACK button", 1893029)
    if any(not button.get(_TAKES[button["type"]]) for button in buttons):
        raise invalid("Button parameter is empty")
    values = iter(str(parameter["text"]) for parameter in parts.get("body", []))
    return re.sub(r"{{\w+}}", lambda _: next(values), found.text)
