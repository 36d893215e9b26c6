"""Lambda: fetch the files that customers sent by MMS.

A file's own address asks for our credentials and leads elsewhere, to a link that lives four hours
and is for whoever has it: https://support.twilio.com/hc/en-us/articles/223183748 (2026-11-22).
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urljoin

from requests import Response

from functions.sms import answers, api
from shared import clock
from shared.channels import SMS
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused
from shared.media.fetching import Source, fetch
from shared.provider import transfers
from shared.provider.answers import answer_of
from shared.provider.hosts import confidential
from shared.table import Item

_MOST_STEPS: Final = 4
_MISSING: Final = (404, 410)
# A webhook may come before its file can be had:
# https://support.twilio.com/hc/en-us/articles/44750147594523 (read 2026-11-22).
_MAY_COME_MS: Final = 900_000


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, SMS, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is. Raises FileRefused if Twilio has it no more, else SendError.

    The credentials are shown to Twilio only, never to where it sends us.
    """
    url = str(media.get("url") or "")
    if not api.is_twilio(url):
        raise FileRefused("refused", "The file is not at Twilio.")
    young = clock.now_ms() - message["received_at"] < _MAY_COME_MS

    def check(response: Response) -> None:
        if response.status_code in _MISSING and not young:
            raise FileRefused("gone", "Twilio does not have it any more.")
        if response.status_code in _MISSING:
            raise ChannelUnavailable(str(response.status_code), "The file is not there yet.")
        if not 300 <= response.status_code < 400:
            answers.check(answer_of(response))

    headers: dict[str, str] = api.authorization(secrets)
    for _ in range(_MOST_STEPS):
        onward = transfers.leads_to(url, headers, check)
        if onward is None:
            return Source(url, headers, check, str(media.get("mime_type") or ""), None, None)
        url = urljoin(url, onward)
        if not confidential(url):
            raise ChannelUnavailable("no-link", "Twilio says where, but not safely.")
        headers = {}
    raise ChannelUnavailable("no-link", "Twilio sends us in circles.")
