"""Lambda: fetch the files that customers sent on Telegram.

A file is looked up by its id, which answers with a path; the address made of it holds the token,
so it never leaves this function. What has more than 20 MB is not given to bots.
https://core.telegram.org/bots/api#getfile
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from requests import Response

from functions.telegram import answers
from functions.telegram.api import address, file_address
from shared.channels import TELEGRAM
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused, MessageRejected
from shared.media.fetching import Source, fetch
from shared.provider import transfers
from shared.provider.answers import answer_of
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, TELEGRAM, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is. Raises FileRefused if Telegram will not give it, else SendError."""
    asked = f"{address('getFile', secrets)}?file_id={quote(media['id'], safe='')}"
    told = transfers.look_up(asked, {}, _told)
    path, size = told.get("file_path"), told.get("file_size")
    url = file_address(path, secrets) if isinstance(path, str) else None
    if url is None:
        raise ChannelUnavailable("no-link", "Telegram said yes, but not where.")
    return Source(
        url=url,
        headers={},
        check=_check,
        content_type=str(media.get("mime_type") or ""),  # told with the message only
        size=size if isinstance(size, int) else None,
        sha256=None,
    )


def _told(response: Response) -> dict[str, Any]:
    try:
        told = answers.result(answer_of(response))
    except MessageRejected as error:
        said = error.title.lower()
        if "too big" in said:
            raise FileRefused("too-large", "Telegram gives bots 20 MB at most.") from error
        if "temporarily" in said:
            raise ChannelUnavailable(error.code, error.title) from error
        raise FileRefused("gone", "Telegram does not have it any more.") from error
    return told if isinstance(told, dict) else {}


def _check(response: Response) -> None:
    if response.status_code in (404, 410):  # paths die after an hour, ids do not
        raise ChannelUnavailable(str(response.status_code), "The path leads nowhere.")
    if response.status_code != 200:
        answers.result(answer_of(response))
