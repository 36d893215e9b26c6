"""Lambda: fetch and open the files that customers sent by Apple, and large selections of theirs.

https://register.apple.com/resources/messages/msp-api-tutorial (attachments, large payloads)
"""

import base64
from collections.abc import Mapping
from functools import partial
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, Final

from requests import Response

from functions.apple import answers, sealing
from functions.apple.api import address, authorization, business_id
from functions.apple.references import headers_of
from shared.channels import APPLE
from shared.credentials import Secrets
from shared.errors import (
    ChannelUnavailable,
    FileRefused,
    MessageRejected,
    RecipientUnreachable,
)
from shared.media.fetching import Damaged, Source, fetch
from shared.provider import transfers
from shared.provider.answers import Answer, answer_of
from shared.provider.hosts import confidential
from shared.table import Item

# With what was asked and fetched before it, this fits into the two minutes of the function.
_DECODED_WITHIN_S: Final = 20.0
_EDGE: Final = 1_024
_BLOCK: Final = 256 * 1024


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, APPLE, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is, or the file if the webhook had it already; and how it is opened.

    Raises FileRefused if Apple has it no more, else SendError.
    """
    kept, taken = media["sealed"], media.get("taken")
    us = {"source-id": business_id(message["account"], secrets), **authorization(secrets)}
    size = media.get("size")
    return Source(
        url="" if taken else _link({**us, **headers_of(kept)}),
        headers={},
        check=_check,
        content_type=str(media.get("mime_type") or ""),
        size=size if isinstance(size, int) and not taken else None,
        sha256=None,
        taken=base64.b64decode(taken) if taken else None,
        clear=partial(_open, kept=kept, us=us),
    )


def _link(asking: Mapping[str, str]) -> str:
    """A link to what is kept. It is good for a short time, and for whoever has it."""

    def read(response: Response) -> Any:
        answers.check(answer_of(response))
        return answer_of(response).fields.get("download-url")

    try:
        link = transfers.look_up(address("preDownload"), asking, read)
    except (MessageRejected, RecipientUnreachable) as error:
        raise FileRefused("gone", "Apple does not have it any more.") from error
    if not confidential(link):
        raise ChannelUnavailable("no-link", "Apple says where, but not safely.")
    return str(link)


def _check(response: Response) -> None:
    """Whatever is wrong with a link, the next try asks for another one."""
    if response.status_code != 200:
        raise ChannelUnavailable(str(response.status_code), "The link leads nowhere.")


def _open(file: IO[bytes], *, kept: Mapping[str, Any], us: Mapping[str, str]) -> None:
    sealing.opened(file, bytes.fromhex(kept["key"]))
    if bid := kept.get("bid"):
        with TemporaryFile() as told:
            _decode(file, told, {**us, "bid": str(bid)})
            if not _is_object(told):
                raise Damaged("damaged", "Apple says something else.")
            _put_back(told, file)


def _decode(file: IO[bytes], told: IO[bytes], headers: Mapping[str, str]) -> None:
    """Write the JSON of a large selection, which only Apple can read, to ``told``."""

    def check(response: Response) -> None:
        answers.check(Answer(response.status_code, response.headers, b""))

    try:
        transfers.exchange(
            address("decodePayload"),
            headers,
            file,
            told,
            longest=APPLE.longest_received,
            within_s=_DECODED_WITHIN_S,
            check=check,
        )
    except (MessageRejected, RecipientUnreachable) as error:
        raise Damaged("damaged", "Apple cannot read it.") from error


def _is_object(file: IO[bytes]) -> bool:
    """Whether ``file`` begins and ends as an object of JSON: there is no room to read it whole."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _EDGE))
    end = file.read(_EDGE).rstrip()
    file.seek(0)
    return file.read(_EDGE).lstrip().startswith(b"{") and end.endswith(b"}")


def _put_back(told: IO[bytes], file: IO[bytes]) -> None:
    told.seek(0)
    file.seek(0)
    file.truncate()
    copyfileobj(told, file, _BLOCK)
