"""Is this really Apple? Its token, by our API secret. It does not sign the body."""

from collections.abc import Mapping
from typing import Any, Final

from functions.apple.gzipped import unzipped
from functions.apple.surroundings import together
from functions.apple.tokens import BadToken, key_of, proven
from shared import clock
from shared.credentials import Secrets
from shared.errors import Forged
from shared.intake.incoming import Request

_SECRETS: Final = ("api_secret", "previous_api_secret")
# The token holds the only signed time. Repeats of a message are known by its id; this bounds how
# long a token that was seen by somebody can be used. Apple tells no figure: longer than a
# delivery and its tries a few minutes later, shorter than anybody needs to make use of a log.
_OLDEST_S: Final = 900
_CLOCKS_APART_S: Final = 300


def verify(request: Request, secrets: Secrets) -> bytes:
    """The unzipped body after the headers that ``parse`` needs. Raises Forged.

    ``Authorization`` is ``Bearer`` and a token whose audience is our MSP id, made just now.
    https://register.apple.com/resources/messages/msp-rest-api/messages-received
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    keys = [key for name in _SECRETS if (key := key_of(secrets.get(name)))]
    if scheme.lower() != "bearer" or not keys:
        raise Forged("no token, or no secret")
    try:
        claims = proven(token, keys)
    except BadToken as error:
        raise Forged(str(error)) from error
    msp_id = secrets.get("msp_id")
    if not (isinstance(msp_id, str) and msp_id and _is_for(claims.get("aud"), msp_id)):
        raise Forged("for somebody else")
    if not _is_of_now(claims, clock.now_ms() / 1000):
        raise Forged("not of now")
    return together(request.headers, unzipped(request.body))


def _is_for(audience: object, msp_id: str) -> bool:
    """One name, or several: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3"""
    return msp_id in audience if isinstance(audience, list) else audience == msp_id


def _is_of_now(claims: Mapping[str, Any], now: float) -> bool:
    made: Any = claims.get("iat")
    if not (_is_time(made) and -_CLOCKS_APART_S <= now - made <= _OLDEST_S):
        return False
    until, since = claims.get("exp", now), claims.get("nbf", now)
    return (
        _is_time(until)
        and _is_time(since)
        and since - _CLOCKS_APART_S <= now <= until + _CLOCKS_APART_S
    )


def _is_time(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
