"""Lambda: fetch the files that customers sent on X, which only the account's signature opens.

https://developer.x.com/en/docs/direct-messages/message-attachments/guides/retrieving-media
"""

from collections.abc import Mapping
from typing import Any, Final

from requests import Response

from functions.x import answers
from functions.x.api import authorization, is_x
from shared.channels import X
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused
from shared.media.fetching import Source, fetch
from shared.provider.answers import answer_of
from shared.table import Item

_GONE: Final = (404, 410)


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, X, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is; nothing is asked yet. Raises FileRefused, CredentialsRejected."""
    url = str(media.get("url") or "")
    if not is_x(url):
        raise FileRefused("refused", "The file is not at X.")
    return Source(
        url=url,
        headers=authorization("GET", url, message["account"], secrets),
        check=_check,
        content_type="",  # the download itself tells
        size=None,
        sha256=None,
    )


def _check(response: Response) -> None:
    if response.status_code in _GONE:
        raise FileRefused("gone", "X does not have it any more.")
    if response.status_code != 200:
        answers.check(answer_of(response))
        raise ChannelUnavailable(str(response.status_code), "X answered without a file.")
