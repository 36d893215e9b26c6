"""What a service account shows to get an access token: a JWT that its key has signed.

https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
(read 2026-11-22)
"""

import base64
import json
from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from shared.errors import CredentialsRejected

AUDIENCE: Final = "https://oauth2.googleapis.com/token"
SCOPE: Final = "https://www.googleapis.com/auth/rcsbusinessmessaging"
_LIVES_S: Final = 3_600  # the longest there is


def assertion(service_account: object, now_s: int) -> str:
    """A JWT by ``service_account``, the object of Google's key file. Raises CredentialsRejected."""
    if not isinstance(service_account, Mapping):
        raise _missing("service_account")
    header = {"typ": "JWT", "alg": "RS256", "kid": _needed(service_account, "private_key_id")}
    claims = {
        "iat": now_s,
        "exp": now_s + _LIVES_S,
        "iss": _needed(service_account, "client_email"),
        "aud": AUDIENCE,
        "scope": SCOPE,
    }
    signed = f"{_part(header)}.{_part(claims)}"
    return f"{signed}.{_signature(_needed(service_account, 'private_key'), signed.encode())}"


def _signature(pem: str, signed: bytes) -> str:
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _missing("private_key") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise _missing("private_key")
    return _base64(key.sign(signed, padding.PKCS1v15(), hashes.SHA256()))


def _needed(service_account: Mapping[str, Any], name: str) -> str:
    if (value := service_account.get(name)) and isinstance(value, str):
        return value
    raise _missing(name)


def _missing(name: str) -> CredentialsRejected:
    return CredentialsRejected("no-credentials", f"No {name} of use is known for this account.")


def _part(value: Mapping[str, Any]) -> str:
    return _base64(json.dumps(value).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
