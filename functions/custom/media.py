"""Lambda: fetch the files that customers sent, from the links that the other system told."""

from collections.abc import Mapping
from typing import Any

from requests import Response

from functions.custom.api import is_own, there
from shared.channels import CUSTOM
from shared.credentials import Secrets
from shared.errors import FileRefused
from shared.media.fetching import Source, fetch
from shared.provider.answers import answer_of, by_status
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, CUSTOM, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is; nothing is asked yet. Raises FileRefused if that is no safe link.

    ``media_authorization`` is told to the host of the account's own URL and to no other. No
    redirect is followed.
    """
    try:
        url, size, sha256 = str(media["url"]), media.get("size"), media.get("sha256")
        own = is_own(url, secrets)
        digest = bytes.fromhex(sha256) if sha256 else None
    except (LookupError, TypeError, ValueError) as error:
        raise FileRefused("refused", "There is no link that can be read.") from error
    if not url.startswith("https://"):
        raise FileRefused("refused", "The link is not over https.")
    token = secrets.get("media_authorization")
    return Source(
        url=there(url, secrets),
        headers={"Authorization": str(token)} if own and token else {},
        check=_check,
        content_type=str(media.get("mime_type") or ""),
        size=size if isinstance(size, int) else None,
        sha256=digest,
    )


def _check(response: Response) -> None:
    if response.status_code in (404, 410):
        raise FileRefused("gone", "It is not there any more.")
    if response.status_code != 200:
        raise by_status(answer_of(response), str(response.status_code), "It is not given.")
