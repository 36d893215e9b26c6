"""Files of ours, handed to Messenger before the message that shows them.

By id rather than by link: while it fetches a link the call waits, for a film more than a minute,
and what was sent would not be known.
https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/attachment-upload-api
"""

import json
from typing import Any, Final

from functions.messenger import answers
from functions.messenger.pages import authorization, page_address
from shared.channels import plain_type
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, Unavailable
from shared.media import files
from shared.provider import transfers
from shared.provider.answers import answer_of
from shared.table import Item

_WITHIN_S: Final = 30.0  # of the minute that is left of an invocation that began as late as it may
_KINDS: Final = ("image", "audio", "video")


def uploaded(message: Item, secrets: Secrets) -> Item:
    """``message`` with Messenger's id of its file, if it has one of ours. Raises SendError.

    Nothing was sent if that fails, so it may be done again.
    """
    content = json.loads(message.get("content") or "{}")
    media = content.get("media") or {}
    if not media.get("key"):
        return message
    named = {**media, "id": _upload(message["account"], media, secrets)}
    return {**message, "content": json.dumps({**content, "media": named})}


def _upload(account: str, media: dict[str, Any], secrets: Secrets) -> str:
    content_type = plain_type(media["mime_type"])
    family = content_type.partition("/")[0]
    kind = family if family in _KINDS else "file"
    wanted = {"attachment": {"type": kind, "payload": {"is_reusable": True}}}
    try:
        return transfers.upload(
            page_address(account, secrets, "message_attachments"),
            authorization(account, secrets),
            {"message": json.dumps(wanted)},
            (media.get("name") or "file", content_type, files.blocks(media["key"])),
            part="filedata",
            within_s=_WITHIN_S,
            read=lambda response: answers.attachment_id(answer_of(response)),
        )
    except files.NoFile as error:
        raise MessageRejected("no-file", "The file is not there any more.") from error
    except Unavailable as error:
        raise ChannelUnavailable("no-file", "The file cannot be read now.") from error
