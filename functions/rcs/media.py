"""Lambda: fetch the files that customers sent by RCS, before their links end.

The links are for whoever has them, and of some carrier or other:
https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserFile
(read 2026-11-22)
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urljoin

from requests import Response

from shared.channels import RCS
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused
from shared.media.fetching import Source, fetch
from shared.provider import transfers
from shared.provider.answers import answer_of, by_status
from shared.provider.hosts import confidential
from shared.table import Item

_MOST_STEPS: Final = 4
_ENDED: Final = (403, 404, 410)  # a link to a store says "forbidden" when its time is over


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, RCS, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is. Raises FileRefused if it is nowhere any more, else SendError."""
    url = str(media.get("url") or "")
    if not confidential(url):
        raise FileRefused("refused", "The link is not one over https.")
    for _ in range(_MOST_STEPS):
        onward = transfers.leads_to(url, {}, _check)
        if onward is None:
            return Source(url, {}, _check, str(media.get("mime_type") or ""), None, None)
        url = urljoin(url, onward)
        if not confidential(url):
            raise FileRefused("refused", "The link leads to where anybody may listen.")
    raise ChannelUnavailable("no-link", "The link leads in circles.")


def _check(response: Response) -> None:
    if response.status_code in _ENDED:
        raise FileRefused("gone", "The link has ended.")
    if response.status_code != 200 and not 300 <= response.status_code < 400:
        raise by_status(answer_of(response))
