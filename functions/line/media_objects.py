"""Files of ours in LINE's words: links over https, which LINE and the customer's phone open.

https://developers.line.biz/en/reference/messaging-api/#image-message, #video-message,
#audio-message. There is no message that carries any other file.
"""

from collections.abc import Mapping
from typing import Any, Final

from functions.line.measures import fitting
from shared.errors import MessageRejected
from shared.media import files

Body = dict[str, Any]

# LINE does not tell when it fetches; what a phone opens later, it asks LINE for first.
_LINK_S: Final = 3_600
_UNKNOWN_LENGTH_MS: Final = 60_000  # it only says what the player shows before it is played


def media(kind: str, caption: str, content: Mapping[str, Any]) -> list[Body]:
    """The message objects of an image, video, audio or file; the caption is a text after it.

    Raises MessageRejected.
    """
    about = content.get("media") or {}
    link = _link(about)
    if kind == "file":
        named = (caption, str(about.get("name") or ""), link)
        return [{"type": "text", "text": fitting("\n".join(part for part in named if part))}]
    body: Body = {"type": kind, "originalContentUrl": link}
    if kind == "audio":
        body["duration"] = int(content.get("duration_ms") or _UNKNOWN_LENGTH_MS)
    else:
        # Required; without one of its own a file is its own preview.
        preview = about.get("preview_url")
        body["previewImageUrl"] = _https(preview) if preview else link
    return [body, {"type": "text", "text": fitting(caption)}] if caption else [body]


def _link(about: Mapping[str, Any]) -> str:
    if key := about.get("key"):
        name = str(about["name"]) if about.get("name") else None
        kind = str(about.get("mime_type") or "")
        return files.link_to_get(str(key), kind, name, seconds=_LINK_S)
    if not about.get("url"):
        raise MessageRejected("no-file", "There is no file to send.")
    return _https(about["url"])


def _https(url: str) -> str:
    if url.startswith("https://"):
        return url
    raise MessageRejected("no-https", "LINE takes links to files over https only.")
