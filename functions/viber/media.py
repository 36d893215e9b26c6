"""Lambda: fetch the files that customers sent on Viber, while their links live.

The link is direct, asks for no token and is good for about an hour:
https://developers.viber.com/docs/api/rest-bot-api/#receive-message-from-user
"""

from collections.abc import Mapping
from typing import Any, Final

from requests import Response

from shared.channels import VIBER
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused
from shared.media.fetching import Source, fetch
from shared.provider.hosts import confidential
from shared.table import Item

_OVER: Final = (401, 403, 404, 410)  # what a store answers to a link of yesterday


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, VIBER, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is; nothing is asked yet, and no token is shown.

    Viber does not name the hosts of its files, so any will do that is asked over https.
    Raises FileRefused.
    """
    url = media.get("url")
    if not confidential(url):
        raise FileRefused("refused", "The file is not behind https.")
    return Source(
        url=str(url),
        headers={},
        check=_check,
        content_type="",  # the download itself tells
        size=None,  # what was announced may be that of the file before Viber made it smaller
        sha256=None,
    )


def _check(response: Response) -> None:
    """Raises unless the answer is the file."""
    if response.status_code in _OVER:
        raise FileRefused("gone", "Viber does not have it any more.")
    if response.status_code != 200:
        raise ChannelUnavailable(str(response.status_code), "Viber answered without the file.")
