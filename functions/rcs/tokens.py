"""Access tokens: one for each service account, kept while it is good.

https://developers.google.com/identity/protocols/oauth2/service-account#httprest (read 2026-11-22)
"""

import hashlib
import json
from collections.abc import Callable
from typing import Final, TypeVar

from functions.rcs.assertions import assertion
from shared import clock
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, CredentialsRejected, MessageRejected, OutcomeUnknown
from shared.provider import http
from shared.provider.answers import Answer, answer_of, by_status
from shared.provider.hosts import host

T = TypeVar("T")

_HOST: Final = "https://oauth2.googleapis.com"
_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SPARE_MS: Final = 60_000  # none is used that may die on its way

# By a hash of the service account: the token, and until when it is used (ms).
_kept: dict[str, tuple[str, int]] = {}


def authorized(secrets: Secrets, call: Callable[[dict[str, str]], T]) -> T:
    """What ``call`` returns, given the headers that prove who we are.

    If the token is refused, although it should be good, it is called once more with a new one.
    Raises what ``call`` raises, and SendError if there is no token.
    """
    account = _name(secrets)
    known, headers = account in _kept, _headers(account, secrets)
    try:
        return call(headers)
    except CredentialsRejected:
        _kept.pop(account, None)
        if not known:
            raise
    return call(_headers(account, secrets))


def forget() -> None:
    """Drop what is kept, so that the next call asks anew."""
    _kept.clear()


def _headers(account: str, secrets: Secrets) -> dict[str, str]:
    token, until = _kept.get(account, ("", 0))
    if clock.now_ms() >= until:
        token, until = _kept[account] = _asked_for(secrets)
    return {"Authorization": f"Bearer {token}"}


def _asked_for(secrets: Secrets) -> tuple[str, int]:
    now = clock.now_ms()
    form = {
        "grant_type": _GRANT,
        "assertion": assertion(secrets.get("service_account"), now // 1000),
    }
    try:
        token, lives_s = http.call(
            "POST",
            f"{host(_HOST)}/token",
            headers={},
            body=None,
            form=form,
            read=lambda response: _token(answer_of(response)),
        )
    except OutcomeUnknown as error:  # no message was sent yet
        raise ChannelUnavailable(error.code, error.title) from error
    return token, now + 1000 * lives_s - _SPARE_MS


def _token(answer: Answer) -> tuple[str, int]:
    """The token, and how many seconds it lives. Raises SendError."""
    if not answer.ok:
        refusal = by_status(answer, str(answer.fields.get("error") or answer.status))
        if isinstance(refusal, MessageRejected):  # 400 invalid_grant: the key, not a message
            raise CredentialsRejected(refusal.code, "Google does not take the service account.")
        raise refusal
    match answer.fields:
        case {"access_token": str(token), "expires_in": int(lives_s)} if token:
            return token, lives_s
    raise OutcomeUnknown("no-token", "Google said yes, but gave no token.")


def _name(secrets: Secrets) -> str:
    account = json.dumps(secrets.get("service_account"), sort_keys=True)
    return hashlib.sha256(account.encode()).hexdigest()
