"""Which messages WhatsApp takes: parameters and limits of ``POST /{phone_number_id}/messages``.

developers.facebook.com/documentation/business-messaging/whatsapp/reference, …/messages.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from shared.channels import WHATSAPP
from tests.simulator.whatsapp_interactive import check_interactive
from tests.simulator.whatsapp_parameters import at_most, invalid, missing, text, wrong_value

_LIMITS: Final = WHATSAPP.limits
_BSUID: Final = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
_MEDIA: Final = ("image", "audio", "video", "document", "sticker")


def check_message(body: Mapping[str, Any]) -> None:
    """Raises Refused with the error the platform would answer."""
    check_product(body)
    check_recipient(body)
    kind = body.get("type", "text")
    if kind not in _CHECKS:
        known = ", ".join(sorted(_CHECKS)).upper()
        raise invalid(f"Param type must be one of {{{known}}} - got {str(kind)!r}.")
    part = body.get(kind)
    if not part or not isinstance(part, list if kind == "contacts" else dict):
        raise invalid(f"The parameter {kind} is required.")
    at_most(body.get("biz_opaque_callback_data", ""), 512, "biz_opaque_callback_data")
    if "context" in body:
        text(body["context"], "message_id", 512, "context")
    _CHECKS[kind](part, kind)


def check_product(body: Mapping[str, Any]) -> None:
    if body.get("messaging_product") != "whatsapp":
        raise invalid("The parameter messaging_product is required.")


def check_recipient(body: Mapping[str, Any]) -> None:
    """``to`` is a phone number, ``recipient`` a business-scoped user id; ``to`` wins."""
    if to := body.get("to"):
        if not 7 <= len(re.sub(r"\D", "", str(to))) <= 15 or re.search(r"[^\d+() -]", str(to)):
            raise wrong_value("to is not a phone number")
    elif recipient := body.get("recipient"):
        if not _BSUID.fullmatch(str(recipient)):
            raise wrong_value("recipient is not a business-scoped user id")
    else:
        raise invalid("The parameter to is required.")


def _check_text(part: Mapping[str, Any], name: str) -> None:
    text(part, "body", _LIMITS.text, name)


def _check_media(media: Mapping[str, Any], name: str) -> None:
    if bool(media.get("id")) == bool(media.get("link")):
        raise invalid(f"Param {name} must have exactly one of id and link.")
    if not re.match(r"https?://", str(media.get("link", "http://"))):
        raise wrong_value(f"{name}['link'] is not an http or https URL")
    if "caption" in media and name in ("audio", "sticker"):
        raise invalid(f'Unexpected key "caption" on param "{name}".')
    at_most(media.get("caption", ""), _LIMITS.caption, f"{name}['caption']")


def _check_location(location: Mapping[str, Any], name: str) -> None:
    for part, most in (("latitude", 90), ("longitude", 180)):
        try:
            inside = -most <= float(location[part]) <= most
        except (KeyError, TypeError, ValueError):
            inside = False
        if not inside:
            raise wrong_value(f"location['{part}'] is not between -{most} and {most}")


def _check_reaction(reaction: Mapping[str, Any], name: str) -> None:
    text(reaction, "message_id", 512, name)
    if not isinstance(reaction.get("emoji"), str):  # "" takes a reaction back
        raise missing("reaction['emoji']")


def _check_template(template: Mapping[str, Any], name: str) -> None:
    text(template, "name", 512, name)
    text(template.get("language"), "code", 10, "template['language']")


def _check_contacts(contacts: Any, name: str) -> None:
    for contact in contacts:
        text(contact.get("name"), "formatted_name", 1024, "contacts['name']")


_CHECKS: Final[Mapping[str, Callable[[Any, str], None]]] = {
    "text": _check_text,
    "location": _check_location,
    "contacts": _check_contacts,
    "reaction": _check_reaction,
    "template": _check_template,
    "interactive": check_interactive,
    **dict.fromkeys(_MEDIA, _check_media),
}
