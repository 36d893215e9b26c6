"""The access token: one for all who send and fetch, asked for by one of them at a time.

It lives two hours at most, and asking costs of a daily quota, so it lies in the table. Whoever
finds it too old takes a lease, asks and writes it down; the others wait for that.
https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html
"""

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from requests import Response

from functions.wechat import answers
from functions.wechat.api import address, app_of
from shared import clock, table
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, Conflict, OutcomeUnknown
from shared.keys import single
from shared.provider import http
from shared.provider.answers import answer_of

T = TypeVar("T")

# In its last five minutes the next one may be had, and both are good.
_MARGIN_S: Final = 300
_SHORTEST_S: Final = 60
_LEASE_MS: Final = 15_000  # longer than the call may take
_PAUSES_S: Final = (0.1, 0.2, 0.4, 0.8, 0.8)
# Nobody asks, and nobody has been given one since it was looked for.
_FREE: Final = (
    "(attribute_not_exists(#leased_until) OR #leased_until <= :now) "
    "AND (attribute_not_exists(#good_until) OR #good_until <= :now)"
)

_kept: dict[str, tuple[str, int]] = {}  # by AppID: the token, and until when (ms) it is used


def forget() -> None:
    """Drop what is kept in this process."""
    _kept.clear()


def using(
    secrets: Secrets, call: Callable[[str], T], *, sleep: Callable[[float], None] = time.sleep
) -> T:
    """What ``call`` makes of a token; once more with another one if that is refused.

    Raises what ``call`` raises, and SendError if no token can be had: then nothing was called.
    """
    token = token_of(secrets, sleep=sleep)
    try:
        return call(token)
    except answers.TokenRefused:
        spoil(secrets, token)
    return call(token_of(secrets, sleep=sleep))


def token_of(secrets: Secrets, *, sleep: Callable[[float], None] = time.sleep) -> str:
    """The token of now. Raises SendError, Unavailable."""
    app_id, _ = app_of(secrets)
    token, until = _kept.get(app_id, ("", 0))
    if until > clock.now_ms():
        return token
    for pause in _PAUSES_S:
        if found := _shared(app_id) or _asked_for(app_id, secrets):
            return found
        sleep(pause)
    raise ChannelUnavailable("no-token", "Somebody else asks for the token, and goes on asking.", 2)


def spoil(secrets: Secrets, token: str) -> None:
    """Let nobody use ``token`` any more; a newer one stays."""
    app_id, _ = app_of(secrets)
    _kept.pop(app_id, None)
    try:
        _update(app_id, "REMOVE #token, #good_until", {":token": token}, "#token = :token")
    except Conflict:
        return


def _shared(app_id: str) -> str | None:
    item = table.get(*single.access_token_key("wechat", app_id)) or {}
    if item.get("good_until", 0) <= clock.now_ms():
        return None
    _kept[app_id] = item["token"], item["good_until"]
    return str(item["token"])


def _asked_for(app_id: str, secrets: Secrets) -> str | None:
    """A new token, None if somebody else is asking for one."""
    now = clock.now_ms()
    lease: dict[str, Any] = {":until": now + _LEASE_MS}
    try:
        _update(app_id, "SET #leased_until = :until", {**lease, ":now": now}, _FREE)
    except Conflict:
        return None
    try:
        token, lasts_s = _ask(secrets)
    except Exception:
        _update(app_id, "REMOVE #leased_until", {})  # the next one need not wait
        raise
    until = clock.now_ms() + 1000 * max(lasts_s - _MARGIN_S, _SHORTEST_S)
    expires = clock.now_ms() // 1000 + lasts_s
    _update(
        app_id,
        "SET #token = :token, #good_until = :good, #expires = :expires REMOVE #leased_until",
        {":token": token, ":good": until, ":expires": expires},
    )
    _kept[app_id] = token, until
    return token


def _update(app_id: str, change: str, values: dict[str, Any], condition: str | None = None) -> None:
    table.update(*single.access_token_key("wechat", app_id), change, values, condition)


def _ask(secrets: Secrets) -> tuple[str, int]:
    """A token and the seconds it lives. The customer hears nothing of it, so it may fail."""
    app_id, secret = app_of(secrets)
    try:
        return http.call(
            "POST",
            address("stable_token"),
            headers={},
            body={"grant_type": "client_credential", "appid": app_id, "secret": secret},
            read=_told,
        )
    except OutcomeUnknown as error:
        raise ChannelUnavailable("no-token", "WeChat did not give a token.") from error


def _told(response: Response) -> tuple[str, int]:
    answer = answer_of(response)
    lasts = answers.fields(answer).get("expires_in")
    return answers.needed(answer, "access_token"), lasts if isinstance(lasts, int) else 0
