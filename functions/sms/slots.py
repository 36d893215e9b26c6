"""A content template of Twilio's and what fills its slots: fields of the Messages resource.

https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder (read
2026-11-22)
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from shared.errors import MessageRejected
from shared.table import Item
from shared.templates.slots import filled

_SID: Final = re.compile(r"HX[0-9a-fA-F]{32}")
_SLOT: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def content(said: Mapping[str, Any], template: Item | None) -> dict[str, str]:
    """The fields that name the template ``said`` sends; one that is not known goes by Twilio's own
    id of it. Raises MessageRejected for any other and with a file, ValueError if the slots are
    not as many."""
    if said.get("media"):
        raise MessageRejected("no-file", "A template of Twilio's shows no other file.")
    sid = str((template or {}).get("ref") or said.get("name") or "")
    if not _SID.fullmatch(sid):
        raise MessageRejected("no-template", "No template of this name and language is known.")
    values = filled(template, said.get("slots") or ())
    return {"ContentSid": sid, **({"ContentVariables": json.dumps(values)} if values else {})}


def words(said: Mapping[str, Any], template: Item | None) -> str:
    """What the customer will read, as far as it is known."""
    values = filled(template, said.get("slots") or ())
    body = str((template or {}).get("body") or "")
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), body)
