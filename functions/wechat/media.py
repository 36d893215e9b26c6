"""Lambda: fetch the files that followers sent on WeChat, within the three days it keeps them.

What goes wrong is told in JSON, with status 200. A film is a link to it, in JSON as well.
https://developers.weixin.qq.com/doc/service/api/material/temporary/api_getmedia.html
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlsplit

from requests import Response

from functions.wechat import answers, tokens
from functions.wechat.api import with_token
from shared.channels import WECHAT, plain_type
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, FileRefused, MessageRejected
from shared.media.fetching import Source, fetch
from shared.provider import transfers
from shared.provider.answers import answer_of, by_status
from shared.provider.hosts import confidential
from shared.table import Item

T = TypeVar("T")

_WORDS: Final = ("application/json", "text/plain", "text/json")
_HOSTS: Final = (".qq.com", ".qpic.cn", ".wechat.com")


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, WECHAT, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is. Raises FileRefused if WeChat has it no more, else SendError."""
    path = f"media/get?media_id={quote(media['id'], safe='')}"
    if message["type"] == "video":
        return _source(tokens.using(secrets, lambda token: _film(with_token(path, token))), _found)
    token = tokens.token_of(secrets)
    return _source(with_token(path, token), partial(_file, secrets, token))


def _source(url: str, check: Callable[[Response], None]) -> Source:
    return Source(url=url, headers={}, check=check, content_type="", size=None, sha256=None)


def _film(url: str) -> str:
    link = transfers.look_up(url, {}, lambda response: _link(response) or url)
    # No secret goes along this link, which has always been http; but it leads to WeChat.
    if confidential(link) or (urlsplit(link).hostname or "").endswith(_HOSTS):
        return link
    raise ChannelUnavailable("no-link", "WeChat said yes, but not where.")


def _link(response: Response) -> str:
    """Where the film is, "" if it is what came."""
    if response.ok and _is_file(response):
        return ""
    return _kept(lambda: answers.needed(answer_of(response), "video_url"))


def _file(secrets: Secrets, token: str, response: Response) -> None:
    """That it is a file and not words about one; a token that was refused is not used again."""
    if response.ok and _is_file(response):
        return
    try:
        _kept(lambda: answers.fields(answer_of(response)))
    except answers.TokenRefused as error:
        tokens.spoil(secrets, token)
        raise ChannelUnavailable(error.code, error.title) from error
    raise ChannelUnavailable("no-file", "WeChat answered in words that are no error.")


def _found(response: Response) -> None:
    if response.status_code != 200:
        raise by_status(answer_of(response))


def _is_file(response: Response) -> bool:
    return plain_type(response.headers.get("Content-Type", "")) not in _WORDS


def _kept(read: Callable[[], T]) -> T:
    try:
        return read()
    except MessageRejected as error:  # an id that expired is one that never was
        raise FileRefused("gone", "WeChat does not have it any more.") from error
