"""The code by which a customer came, as it comes back from each platform: pure.

Most platforms hand it over as a referral, which each channel's ``parse`` keeps. WhatsApp, LINE,
SMS, RCS and X hand over nothing but the text that stood in the box, so there the text ends with
``(ref <code>)``, which people may send, change or delete.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

_CODE: Final = re.compile(r"[a-z0-9-]{1,40}")
_IN_TEXT: Final = re.compile(r"\(ref:? ?([a-z0-9-]{1,40})\)", re.IGNORECASE)
_NAMES: Final = ("ref", "intent")  # of a referral's members; Apple's is the second


def with_code(text: str, code: str) -> str:
    """``text`` so that ``codes_in`` finds ``code`` in it."""
    return f"{text} (ref {code})".strip()


def codes_in(message: Mapping[str, Any]) -> list[str]:
    """The codes in an inbound message item, each once; costs a look at its text where there is
    none."""
    found = [*_referred(message.get("content") or ""), *_IN_TEXT.findall(message.get("text") or "")]
    return [code for code in dict.fromkeys(map(str.lower, found)) if _CODE.fullmatch(code)]


def _referred(content: str) -> list[str]:
    if '"referral"' not in content:  # most have none, and need not be read to know that
        return []
    referral = json.loads(content).get("referral")
    if not isinstance(referral, dict):
        return []
    return [value for name in _NAMES if isinstance(value := referral.get(name), str)]
