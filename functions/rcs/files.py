"""Files of ours as links, which the platform opens itself and keeps for 60 days.

https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send#media
(read 2026-11-22)
"""

from collections.abc import Mapping
from typing import Any, Final

from shared.channels import RCS
from shared.errors import MessageRejected
from shared.media import files

Body = dict[str, Any]

_LIVES_S: Final = 3_600
_UNCAPTIONED: Final = frozenset(name for name, file in RCS.files.items() if not file.captioned)


def file_content(kind: str, caption: str, content: Mapping[str, Any]) -> Body:
    """A file alone, or with its caption on a card, which shows pictures and films only.

    Raises MessageRejected.
    """
    if caption and kind in _UNCAPTIONED:
        raise MessageRejected("no-caption", f"RCS for Business sends {kind} without words.")
    if len(caption) > RCS.limits.caption:
        raise MessageRejected("too-long", f"A caption has at most {RCS.limits.caption} characters.")
    info = {"fileUrl": _link(content.get("media") or {})}
    if not caption:
        return {"contentInfo": info}
    shown = {"description": caption, "media": {"height": "TALL", "contentInfo": info}}
    return {"richCard": {"standaloneCard": {"cardOrientation": "VERTICAL", "cardContent": shown}}}


def _link(media: Mapping[str, Any]) -> str:
    if key := media.get("key"):
        return files.link_to_get(
            str(key), str(media["mime_type"]), media.get("name"), seconds=_LIVES_S
        )
    if url := media.get("url"):
        return str(url)
    raise MessageRejected("no-file", "There is no file to send.")
