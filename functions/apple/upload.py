"""Files of ours, encrypted and handed to Apple before the message that shows them.

https://register.apple.com/resources/messages/msp-api-tutorial (sending attachments)
"""

import json
import secrets as random
import time
from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import IO, Any, Final

from requests import Response

from functions.apple import answers, sealing
from functions.apple.api import address, authorization, business_id
from shared.channels import plain_type
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, Unavailable
from shared.media import files
from shared.provider import transfers
from shared.provider.answers import answer_of
from shared.provider.hosts import confidential
from shared.table import Item

# With its answers and the message's own call this fits into the minute that is left of an
# invocation that began the call as late as it may.
_WITHIN_S: Final = 30.0


def attached(message: Item, secrets: Secrets) -> dict[str, str] | None:
    """The ``attachments`` entry of the file of ``message``, if it has one of ours.

    Raises SendError. Nothing was sent if that fails, so it may be done again; Apple forgets what
    no message shows.
    """
    media = json.loads(message.get("content") or "{}").get("media") or {}
    if not media.get("key"):
        return None
    until, key = time.monotonic() + _WITHIN_S, random.token_bytes(32)
    with TemporaryFile() as file:
        size = _encrypted(media["key"], file, key, until)
        us = {"source-id": business_id(message["account"], secrets), **authorization(secrets)}
        place = transfers.look_up(address("preUpload"), {**us, "size": str(size)}, _fields)
        link = place.get("upload-url")
        if not confidential(link):
            raise ChannelUnavailable("no-link", "Apple says where, but not safely.")
        told = transfers.put(str(link), {}, file, until=until, read=_fields)
    return {
        "name": str(media.get("name") or "file"),
        "mimeType": plain_type(media["mime_type"]),
        "size": str(size),
        "url": str(place["mmcs-url"]),
        "owner": str(place["mmcs-owner"]),
        "signature-base64": _checksum(told),
        "key": f"00{key.hex()}",
    }


def _encrypted(source: str, file: IO[bytes], key: bytes, until: float) -> int:
    turning = sealing.counter(key)
    try:
        for block in files.blocks(source):
            if time.monotonic() > until:
                raise ChannelUnavailable("too-slow", "The file takes too long.")
            file.write(turning.update(block))
    except files.NoFile as error:
        raise MessageRejected("no-file", "The file is not there any more.") from error
    except Unavailable as error:
        raise ChannelUnavailable("no-file", "The file cannot be read now.") from error
    return file.tell()


def _fields(response: Response) -> dict[str, Any]:
    answer = answer_of(response)
    answers.check(answer)
    if not answer.fields:
        raise ChannelUnavailable("no-answer", "Apple said yes, but not where.")
    return answer.fields


def _checksum(told: Mapping[str, Any]) -> str:
    match told:
        case {"singleFile": {"fileChecksum": str(checksum)}} if checksum:
            return checksum
    raise ChannelUnavailable("no-checksum", "Apple took the file, but did not say so.")
