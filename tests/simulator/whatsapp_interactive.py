"""Which interactive messages WhatsApp takes: buttons and lists in full, others by their body.

developers.facebook.com/documentation/business-messaging/whatsapp/messages/
interactive-reply-buttons-messages and …/interactive-list-messages.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.channels import WHATSAPP
from tests.simulator.whatsapp_parameters import at_most, invalid, text

_LIMITS: Final = WHATSAPP.limits
_SECTIONS: Final = 10
_KINDS: Final = (
    "button",
    "list",
    "cta_url",
    "flow",
    "location_request_message",
    "request_contact_info",
    "product",
    "product_list",
    "catalog_message",
)


def check_interactive(interactive: Mapping[str, Any], name: str) -> None:
    """Raises Refused with the error the platform would answer."""
    kind = interactive.get("type")
    if kind not in _KINDS:
        raise invalid(f"Param interactive['type'] must be one of {list(_KINDS)}.")
    if kind != "product":
        longest_body = 4096 if kind == "list" else 1024
        text(interactive.get("body"), "text", longest_body, "interactive['body']")
    for part in ("header", "footer"):
        at_most(interactive.get(part, {}).get("text", ""), 60, f"interactive['{part}']['text']")
    action = interactive.get("action")
    if not isinstance(action, dict):
        raise invalid("The parameter interactive['action'] is required.")
    if kind == "button":
        _check_buttons(action.get("buttons") or [])
    if kind == "list":
        _check_list(action)


def _check_buttons(buttons: Sequence[Mapping[str, Any]]) -> None:
    _count(len(buttons), 1, _LIMITS.buttons, "buttons")
    replies = [button.get("reply") or {} for button in buttons]
    for reply in replies:
        text(reply, "id", 256, "buttons")
        text(reply, "title", _LIMITS.button_title, "buttons")
    for part in ("id", "title"):
        _distinct([reply[part] for reply in replies], f"buttons['{part}']")


def _check_list(action: Mapping[str, Any]) -> None:
    text(action, "button", 20, "action")
    sections = action.get("sections") or []
    _count(len(sections), 1, _SECTIONS, "sections")
    rows = [row for section in sections for row in section.get("rows") or []]
    _count(len(rows), 1, _LIMITS.list_rows, "rows")
    for section in sections:
        if len(sections) > 1:
            text(section, "title", 24, "section")
    for row in rows:
        text(row, "id", 200, "row")
        text(row, "title", 24, "row")
        at_most(row.get("description", ""), 72, "row['description']")
    _distinct([row["id"] for row in rows], "row['id']")


def _count(found: int, least: int, most: int, name: str) -> None:
    if not least <= found <= most:
        raise invalid(f"Invalid {name} count. Min allowed {name}: {least}, Max: {most}")


def _distinct(values: Sequence[str], name: str) -> None:
    if len(set(values)) < len(values):
        raise invalid(f"Duplicated {name}")
