"""The public keys of an issuer, by OpenID Connect Discovery 1.0, section 4: kept for an hour, and
asked for at most twice a minute, whatever JWTs name."""

from typing import Any, Final

from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWTError
from requests import RequestException

from functions.authorizer.refusals import Refused
from shared import clock
from shared.errors import Unavailable
from shared.intake import json_body
from shared.provider.http import fresh_session

# Asymmetric ones only: whoever reads a published secret can sign with it.
ALGORITHMS: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
)
KEPT_MS: Final = 3_600_000
AGAIN_MS: Final = 30_000
_LARGEST: Final = 256 * 1024
_MOST_KEYS: Final = 50
_TIMEOUT_S: Final = (2, 2)  # twice, within the ten seconds that API Gateway waits


class Issuer:
    def __init__(self, name: str) -> None:
        self.name = name
        self._keys: dict[str | None, PyJWK] = {}
        self._read_at = self._asked_at = -KEPT_MS

    def key(self, kid: str | None) -> PyJWK:
        """The key called ``kid``, or the only one there is. Raises Refused, and Unavailable while
        the issuer does not say."""
        now = clock.now_ms()
        if now - self._read_at >= KEPT_MS:
            self._read(now)
        elif kid not in self._keys and now - self._asked_at >= AGAIN_MS:
            self._read(now)  # it may have a new one
        if kid not in self._keys:
            raise Refused("unknown-key")
        return self._keys[kid]

    def _read(self, now: int) -> None:
        if now - self._asked_at < AGAIN_MS:
            raise Unavailable("the issuer was asked a moment ago, and did not say")
        self._asked_at = now
        found = _asked(f"{self.name.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self.name:
            raise Unavailable("what lies at the issuer's address is another issuer's")
        self._keys = _by_name(_asked(_safe(found.get("jwks_uri"), self.name)))
        self._read_at = now


def _safe(url: Any, issuer: str) -> str:
    """Raises Unavailable where somebody on the way could give us keys of theirs."""
    if isinstance(url, str) and url.startswith(("https://", f"{issuer.rstrip('/')}/")):
        return url
    raise Unavailable("the issuer's keys are at no safe address")


def _by_name(said: dict[str, Any]) -> dict[str | None, PyJWK]:
    listed = said.get("keys")
    if not isinstance(listed, list) or len(listed) > _MOST_KEYS:
        raise Unavailable("the issuer's keys are no list, or too long a one")
    signing = [key for key in listed if isinstance(key, dict) and key.get("use", "sig") == "sig"]
    try:
        found = [key for key in PyJWKSet(signing) if key.algorithm_name in ALGORITHMS]
    except PyJWTError as error:
        raise Unavailable("the issuer has no keys") from error
    named: dict[str | None, PyJWK] = {key.key_id: key for key in found}
    return {**named, None: found[0]} if len(found) == 1 else named


def _asked(url: str) -> dict[str, Any]:
    """A JSON object. Raises Unavailable if there is none."""
    try:
        with fresh_session().get(
            url, timeout=_TIMEOUT_S, allow_redirects=False, stream=True
        ) as answer:
            body = answer.raw.read(_LARGEST + 1, decode_content=True)
            status = answer.status_code
    except (RequestException, OSError) as error:
        raise Unavailable("the issuer does not answer") from error
    if status != 200 or len(body) > _LARGEST:
        raise Unavailable(f"the issuer answers {status}")
    try:
        said = json_body.read(body)
    except ValueError as error:
        raise Unavailable("the issuer does not answer in JSON") from error
    if not isinstance(said, dict):
        raise Unavailable("the issuer answers no object")
    return said
