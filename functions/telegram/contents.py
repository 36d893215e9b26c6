"""What one Telegram message says, by the field that holds it."""

import re
from typing import Any, Final

from functions.telegram.kinds import READERS, Content
from functions.telegram.message_fields import COMMON, SERVICE
from functions.telegram.people import spoken_by
from shared.intake.fields import Fields, Unfit, text

# https://core.telegram.org/bots/features#deep-linking
_STARTED_BY: Final = re.compile(r"/start(?:@\w+)? ([A-Za-z0-9_-]{1,64})")


def content_of(message: Fields) -> Content:
    """A message, or the new form of an edited one. Raises Unfit if there is nothing in it.

    What we have no type for, such as a poll, is ``unsupported`` and kept as it came.
    """
    for field, read in READERS.items():
        if field in message:
            return read(message)
    other = next((field for field in message if field not in COMMON), None)
    if other is None:
        raise Unfit("nothing in it")
    if other in SERVICE:
        return "event", "", {"event": "system", "kind": other}
    return "unsupported", text(message, "caption"), {"kind": other, "raw": message[other]}


def circumstances(message: Fields, said: str) -> dict[str, Any]:
    """What else the content holds: album, forwarding, the link that the customer came by, and the
    language of their app."""
    about = spoken_by(message.get("from"))
    if album := text(message, "media_group_id"):
        about["album"] = album
    if "forward_origin" in message:
        about["context"] = {"forwarded": True}
    if said.startswith("/start") and (by := _STARTED_BY.fullmatch(said)):
        about["referral"] = {"source_type": "link", "ref": by[1]}
    return about
