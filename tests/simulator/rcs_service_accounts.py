"""Google's service accounts: their key files, and the access tokens that they are given.

developers.google.com/identity/protocols/oauth2/service-account.
"""

import secrets
import threading
from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.rcs_answers import Refused, answered

_SCOPE: Final = "https://www.googleapis.com/auth/rcsbusinessmessaging"
_TOKEN_URI: Final = "https://oauth2.googleapis.com/token"
_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIVES_S: Final = 3599


def new_service_account(name: str) -> dict[str, str]:
    """A key file as Google's console hands it out."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {
        "type": "service_account",
        "project_id": "rbm-for-tests",
        "private_key_id": secrets.token_hex(20),
        "private_key": pem.decode(),
        "client_email": f"{name}@rbm-for-tests.iam.gserviceaccount.com",
        "client_id": str(secrets.randbelow(10**21)),
        "token_uri": _TOKEN_URI,
    }


class Tokens:
    def __init__(self, account: Mapping[str, Any]) -> None:
        self._account = account
        self._lock = threading.Lock()
        self._good: dict[str, int] = {}  # until when, ms
        self.given = 0

    def give(self, request: Request, _: Mapping[str, str]) -> Answer:
        form = dict(parse_qsl(request.body.decode()))
        if form.get("grant_type") != _GRANT:
            return answered({"error": "unsupported_grant_type"}, 400)
        try:
            self._check(form.get("assertion", ""))
        except (jwt.PyJWTError, KeyError, ValueError):
            return answered(
                {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}, 400
            )
        token = f"ya29.{secrets.token_urlsafe(24)}"
        with self._lock:
            self._good[token] = clock.now_ms() + 1000 * _LIVES_S
            self.given += 1
        return answered({"access_token": token, "expires_in": _LIVES_S, "token_type": "Bearer"})

    def check(self, request: Request) -> None:
        """Raises Refused if ``request`` has no token that is good now."""
        scheme, _, token = request.header("authorization").partition(" ")
        with self._lock:
            good = self._good.get(token, 0) > clock.now_ms()
        if scheme != "Bearer" or not good:
            raise Refused(401, "UNAUTHENTICATED", "Request had invalid credentials.")

    def forget(self) -> None:
        """No token is good any more."""
        with self._lock:
            self._good.clear()

    def _check(self, assertion: str) -> None:
        ours = self._account["service_account"]
        own_time: Any = {"verify_exp": False, "verify_iat": False}
        claims = jwt.decode(
            assertion, _public(ours["private_key"]), ["RS256"], own_time, audience=_TOKEN_URI
        )
        now = clock.now_ms() // 1000
        if not (claims["iat"] <= now + 60 and now < claims["exp"] <= claims["iat"] + 3600):
            raise ValueError("not now")
        header = jwt.get_unverified_header(assertion)
        said = (claims["iss"], claims["scope"], header["kid"])
        if said != (ours["client_email"], _SCOPE, ours["private_key_id"]):
            raise ValueError("somebody else")


@cache
def _public(private_key: str) -> Any:
    return serialization.load_pem_private_key(private_key.encode(), None).public_key()
