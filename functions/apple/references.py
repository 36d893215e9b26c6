"""Files and large selections that Apple keeps elsewhere, encrypted, and how they are asked for.

https://register.apple.com/resources/messages/msp-rest-api/messages-received (attachments)
"""

import base64
import re
from collections.abc import Mapping
from typing import Any, Final

from shared.intake.fields import Fields, Unfit, needed_text, text

_KEY: Final = re.compile(r"(00)?[0-9a-fA-F]{64}")
_HEADER: Final = re.compile(r"[\x21-\x7e]+")  # nothing that could end a header


def business_of(message: Fields) -> str:
    """The business that a customer's message is for. Raises Unfit."""
    return fit(needed_text(message, "destinationId"), "destinationId")


def asked_by(reference: Fields) -> dict[str, str]:
    """The headers that name what is wanted. Raises Unfit."""
    named = {name: needed_text(reference, name) for name in ("owner", "url")}
    named["signature"] = _signature(reference)
    return {name: fit(value, name) for name, value in named.items()}


def sealed(reference: Fields) -> dict[str, str]:
    """What is needed to have and to open it later: ``asked_by``'s headers and the key.

    Raises Unfit.
    """
    key = needed_text(reference, "key")
    if not _KEY.fullmatch(key):
        raise Unfit("no key")
    return {**asked_by(reference), "key": key[-64:].lower()}


def size_of(reference: Fields) -> dict[str, int]:
    """``{"size": bytes}``, which is the same encrypted or not; nothing where it is not told."""
    told = str(reference.get("size", ""))
    return {"size": int(told)} if re.fullmatch(r"[0-9]{1,12}", told) else {}


def headers_of(kept: Mapping[str, Any]) -> dict[str, str]:
    """The headers of ``sealed``, without the key."""
    return {name: str(kept[name]) for name in ("owner", "url", "signature")}


def _signature(reference: Fields) -> str:
    """Base64; the bytes are told in hexadecimal as well, or only so."""
    if told := text(reference, "signature-base64"):
        return told
    try:
        raw = bytes.fromhex(needed_text(reference, "signature"))
    except ValueError as error:
        raise Unfit("no signature") from error
    return base64.b64encode(raw).decode()


def fit(value: str, name: str) -> str:
    """``value``, which is to go back to Apple in a header. Raises Unfit if none can hold it."""
    if _HEADER.fullmatch(value):
        return value
    raise Unfit(f"no {name}")
