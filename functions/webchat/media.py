"""Lambda: take what visitors uploaded to where files of messages stay, by way of every check."""

from collections.abc import Mapping
from typing import Any

from requests import Response

from shared.channels import WEBCHAT
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable
from shared.media import files
from shared.media.fetching import Source, fetch
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, WEBCHAT, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the upload is; its type is the one that the form allowed, said in the message."""
    return Source(
        url=files.link_to_upload(media["id"]),
        headers={},
        check=_check,
        content_type=str(media["mime_type"]),
        size=None,
        sha256=None,
    )


def _check(response: Response) -> None:
    if response.status_code != 200:  # not there yet, perhaps: the message may be first
        raise ChannelUnavailable(str(response.status_code), "The bucket does not give it.")
