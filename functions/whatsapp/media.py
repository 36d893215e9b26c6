"""Lambda: fetch the files that customers sent on WhatsApp, before the platform forgets them.

A file is looked up by its id, which answers with a link that lives five minutes and needs the
token as well:
https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from requests import Response

from functions.whatsapp import answers
from functions.whatsapp.graph import address, authorization, number_of
from shared.channels import WHATSAPP
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused, MessageRejected
from shared.media.fetching import Source, fetch
from shared.provider import transfers
from shared.provider.answers import answer_of
from shared.provider.hosts import confidential
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, WHATSAPP, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is. Raises FileRefused if WhatsApp has it no more, else SendError."""
    number, token = number_of(message["account"], secrets), authorization(secrets)
    url = f"{address(quote(media['id'], safe=''))}?phone_number_id={number}"
    told = transfers.look_up(url, token, _told)
    link = told.get("url")
    # The token goes to nobody who could be listened to.
    if not confidential(link):
        raise ChannelUnavailable("no-link", "WhatsApp said yes, but not where.")
    size = told.get("file_size")
    return Source(
        url=str(link),
        headers=token,
        check=_check,
        content_type=str(told.get("mime_type") or media.get("mime_type") or ""),
        size=int(size) if isinstance(size, int) else None,
        # The webhook was signed, so its word counts for more.
        sha256=digest_of(media.get("sha256")) or digest_of(told.get("sha256")),
    )


def _told(response: Response) -> dict[str, Any]:
    try:
        return answers.fields(answer_of(response))
    except MessageRejected as error:  # an id that expired is one that never was
        raise FileRefused("gone", "WhatsApp does not have it any more.") from error


def _check(response: Response) -> None:
    if response.status_code in (404, 410):  # the link may have died on the way here
        raise ChannelUnavailable(str(response.status_code), "The link leads nowhere.")
    if response.status_code != 200:
        answers.check(answer_of(response))


def digest_of(text: object) -> bytes | None:
    """A SHA-256 in base64, as webhooks write it, or in hexadecimal, as look-ups do."""
    try:
        if not isinstance(text, str):
            return None
        found = bytes.fromhex(text) if len(text) == 64 else base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == 32 else None
