"""Files of ours in Viber's words: links, which the customer's app opens.

A link's path has to end like the name of a file of its type, and a query may follow it.
https://github.com/Viber/creators-hub (docs/bots-api/data-models/message.md), read 2026-11-22.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from shared.channels import VIBER
from shared.errors import MessageRejected
from shared.media import files

Body = dict[str, Any]

_LIVES_S: Final = 3_600  # as long as the app of who is not online may take, within our means
_LONGEST_LINK: Final = 2_000
_LONGEST_NAME: Final = 256


def media(kind: str, caption: str, content: Mapping[str, Any]) -> Body:
    """The fields that say image, video or file. Raises MessageRejected."""
    about = content.get("media") or {}
    if caption and not VIBER.files[kind].captioned:
        raise MessageRejected("no-caption", f"Viber sends {kind} without words.")
    if len(caption) > VIBER.limits.caption:
        raise MessageRejected("too-long", f"Viber takes captions of {VIBER.limits.caption}.")
    link = _link(about)
    if kind == "image":
        return {"type": "picture", "text": caption, "media": link}
    body: Body = {"type": kind, "media": link, "size": _size(about)}
    if kind == "file":
        body["file_name"] = _name(about, link)
    elif isinstance(duration := content.get("duration_ms"), int):
        body["duration"] = max(1, duration // 1000)
    return body


def _link(about: Mapping[str, Any]) -> str:
    if key := about.get("key"):
        name = str(about["name"]) if about.get("name") else None
        kind = str(about.get("mime_type") or "")
        link = files.link_to_get(str(key), kind, name, seconds=_LIVES_S)
    else:
        link = str(about.get("url") or "")
    if not link:
        raise MessageRejected("no-file", "There is no file to send.")
    if not about.get("key") and not link.startswith("https://"):
        raise MessageRejected("no-https", "Files of others are sent by links over https only.")
    # One of ours is as long as the session that signs it makes it, and Viber has to try it.
    if not about.get("key") and len(link) > _LONGEST_LINK:
        raise MessageRejected("too-long", f"Viber takes links of {_LONGEST_LINK} characters.")
    return link


def _size(about: Mapping[str, Any]) -> int:
    size = about.get("size")
    if isinstance(size, int) and size > 0:
        return size
    raise MessageRejected("no-size", "Viber wants to know the size of the file.")


def _name(about: Mapping[str, Any], link: str) -> str:
    """Its name with the ending by which the customer's device opens it."""
    ending = PurePosixPath(unquote(urlsplit(link).path)).suffix
    name = str(about.get("name") or "") or f"file{ending}"
    if not PurePosixPath(name).suffix:
        name += ending
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - len(ending)] + ending
