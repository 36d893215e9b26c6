"""Files of customers: links to Meta's own servers, signed, and dead after some days."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from requests import Response

from shared.errors import FileRefused
from shared.media.fetching import Source
from shared.provider.answers import answer_of, by_status
from shared.provider.hosts import confidential
from shared.settings import settings

# Whatever a customer shares may lead anywhere; only what Meta itself keeps is fetched.
_HOSTS: Final = ("fbcdn.net", "fbsbx.com", "facebook.com", "cdninstagram.com", "instagram.com")
_GONE: Final = (403, 404, 410)  # a signature that has expired is refused


def locate(media: Mapping[str, Any]) -> Source:
    """Where the file is. Raises FileRefused for a link to somebody else's server."""
    url = media.get("url")
    if not isinstance(url, str) or not confidential(url) or not _of_meta(url):
        raise FileRefused("refused", "The link leads to no server of Meta's.")
    return Source(url=url, headers={}, check=_check, content_type="", size=None, sha256=None)


def _of_meta(url: str) -> bool:
    if settings().provider_url:
        return True  # the stand-in, or https: both are looked at above
    host = urlsplit(url).hostname or ""
    return any(host == own or host.endswith(f".{own}") for own in _HOSTS)


def _check(response: Response) -> None:
    if response.status_code in _GONE:
        raise FileRefused("gone", "The link leads nowhere any more.")
    if response.status_code != 200:
        raise by_status(answer_of(response))
