"""Lambda: fetch the files that customers sent on LINE, before the platform forgets them.

A file is kept under the id of its message, and how long is not told:
https://developers.line.biz/en/reference/messaging-api/#get-content
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from requests import Response

from functions.line import answers
from functions.line.api import authorization, data_address
from shared.channels import LINE
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused, MessageRejected
from shared.media.fetching import Source, fetch
from shared.provider.answers import answer_of
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, LINE, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is; nothing is asked yet. Raises CredentialsRejected."""
    size = media.get("size")
    return Source(
        url=data_address(f"message/{quote(str(media['id']), safe='')}/content"),
        headers=authorization(secrets),
        check=_check,
        content_type="",  # the download itself tells
        size=size if isinstance(size, int) else None,
        sha256=None,
    )


def _check(response: Response) -> None:
    """Raises unless the answer is the file: 202 says that it is still being made ready."""
    match response.status_code:
        case 200:
            return
        case 202:
            raise ChannelUnavailable("202", "LINE is still preparing it.")
        case 404 | 410:  # forgotten, or taken back by the customer
            raise FileRefused("gone", "LINE does not have it any more.")
    try:
        answers.check(answer_of(response))
    except MessageRejected as error:
        raise FileRefused("gone", "LINE has no such file.") from error
    raise ChannelUnavailable(str(response.status_code), "LINE answered without a file.")
