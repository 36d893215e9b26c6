"""Files of ours, handed to WhatsApp before the message that shows them.

By id rather than by link: WhatsApp fetches a link some time after it took the message, and says
only in a status that it could not.
https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
"""

import json
from typing import Any, Final

from functions.whatsapp import answers
from functions.whatsapp.graph import address, authorization, number_of
from shared.channels import plain_type
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, Unavailable
from shared.media import files
from shared.provider import transfers
from shared.provider.answers import answer_of
from shared.table import Item

# With its answer and the message's own call this fits into the minute that is left of an
# invocation that began the call as late as it may.
_WITHIN_S: Final = 30.0


def uploaded(message: Item, secrets: Secrets) -> Item:
    """``message`` with WhatsApp's id of its file, if it has one of ours. Raises SendError.

    Nothing was sent if that fails, so it may be done again; what was uploaded in vain is forgotten
    by WhatsApp after 30 days.
    """
    content = json.loads(message.get("content") or "{}")
    media = content.get("media") or {}
    if not media.get("key"):
        return message
    named = {**media, "id": _upload(message["account"], media, secrets)}
    return {**message, "content": json.dumps({**content, "media": named})}


def _upload(account: str, media: dict[str, Any], secrets: Secrets) -> str:
    kind = plain_type(media["mime_type"])
    try:
        return transfers.upload(
            address(f"{number_of(account, secrets)}/media"),
            authorization(secrets),
            {"messaging_product": "whatsapp", "type": kind},
            (media.get("name") or "file", kind, files.blocks(media["key"])),
            within_s=_WITHIN_S,
            read=lambda response: answers.file_id(answer_of(response)),
        )
    except files.NoFile as error:
        raise MessageRejected("no-file", "The file is not there any more.") from error
    except Unavailable as error:
        raise ChannelUnavailable("no-file", "The file cannot be read now.") from error
