"""Files of ours, handed to WeChat before the message that shows them; it keeps them three days.

https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtemporarymedia.html
"""

import json
from typing import Any, Final

from functions.wechat import answers, tokens
from functions.wechat.api import with_token
from functions.wechat.render import MEDIA
from shared.channels import plain_type
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, Unavailable
from shared.media import files
from shared.provider import transfers
from shared.provider.answers import answer_of
from shared.table import Item

# With its answer and the message's own call this fits into the minute that is left of an
# invocation that began the call as late as it may.
_WITHIN_S: Final = 20.0
# Files are known by the ends of their names, not by their types.
_ENDS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "audio/amr": "amr",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
}


def uploaded(message: Item, secrets: Secrets) -> Item:
    """``message`` with WeChat's id of its file, if it has one of ours. Raises SendError.

    Nothing was sent if that fails, so it may be done again.
    """
    content = json.loads(message.get("content") or "{}")
    media = content.get("media") or {}
    if not media.get("key") or message["type"] not in MEDIA:
        return message
    kind = MEDIA[message["type"]]
    taken = tokens.using(secrets, lambda token: _upload(kind, media, token))
    return {**message, "content": json.dumps({**content, "media": {**media, "id": taken}})}


def _upload(kind: str, media: dict[str, Any], token: str) -> str:
    content_type = plain_type(media["mime_type"])
    try:
        return transfers.upload(
            with_token(f"media/upload?type={kind}", token),
            {},
            {},
            (_name(media, content_type), content_type, files.blocks(media["key"])),
            within_s=_WITHIN_S,
            read=lambda response: answers.needed(answer_of(response), "media_id"),
            part="media",
        )
    except files.NoFile as error:
        raise MessageRejected("no-file", "The file is not there any more.") from error
    except Unavailable as error:
        raise ChannelUnavailable("no-file", "The file cannot be read now.") from error


def _name(media: dict[str, Any], content_type: str) -> str:
    name, end = str(media.get("name") or "file"), _ENDS.get(content_type, "bin")
    return name if name.lower().endswith(f".{end}") else f"{name}.{end}"
