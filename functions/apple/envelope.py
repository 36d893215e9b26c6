"""Who says something to whom, and what is known of the device and of the way there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from functions.apple.references import fit
from shared.intake.fields import Fields, Unfit, text

# Of the body and of the header; both say the same where both are there.
_NAMES: Final = {"id": "id", "sourceId": "source-id", "destinationId": "destination-id"}


@dataclass(frozen=True, slots=True)
class Envelope:
    id: str
    customer: str  # opaque, and for this business only
    business: str
    content: Mapping[str, Any]  # what every message of it holds


def envelope_of(around: Fields, message: Fields) -> Envelope:
    """Raises Unfit where something is missing, or where header and body disagree.

    An answer names customer and business in headers, so what fits in none is no id.
    """
    headers = around.get("headers")
    told: Fields = headers if isinstance(headers, dict) else {}
    name, customer, business = (_agreed(message, told, *pair) for pair in _NAMES.items())
    return Envelope(name, customer, business, _content(message, told))


def _agreed(message: Fields, headers: Fields, field: str, header: str) -> str:
    found = {value for value in (text(message, field), text(headers, header)) if value}
    # A UUID is the same in capitals.
    if len({value.lower() for value in found} if field == "id" else found) != 1:
        raise Unfit(f"no {field}, or two")
    return fit(text(message, field) or found.pop(), field)


def _content(message: Fields, headers: Fields) -> dict[str, Any]:
    """``intent`` and ``group`` are of the link or place where the conversation began.

    https://register.apple.com/resources/messages/msp-rest-api/messages-received
    """
    content: dict[str, Any] = {}
    if entry := {name: told for name in ("intent", "group") if (told := text(message, name))}:
        content["referral"] = entry
    device: dict[str, Any] = {
        "agent": text(headers, "device-agent"),
        "locale": text(message, "locale") or text(headers, "locale"),
        "capabilities": _listed(text(headers, "capability-list")),
    }
    if device := {name: told for name, told in device.items() if told}:
        content["device"] = device
    return content


def _listed(capabilities: str) -> list[str]:
    return [name for part in capabilities.split(",") if (name := part.strip().upper())]
