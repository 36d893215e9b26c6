"""What a service account signs is what PyJWT, a library of others, signs and believes."""

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from functions.rcs.assertions import SCOPE, assertion
from shared.errors import CredentialsRejected
from tests.functions.rcs.conftest import account

NOW = 1767225600


def elliptic() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, form, serialization.NoEncryption()).decode()


def public() -> str:
    private = serialization.load_pem_private_key(key_file()["private_key"].encode(), None)
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return private.public_key().public_bytes(encoding, form).decode()


def key_file() -> dict[str, str]:
    found: dict[str, str] = account()["service_account"]
    return found


def test_it_claims_who_for_what_and_for_an_hour() -> None:
    token = assertion(key_file(), NOW)
    claims = jwt.decode(
        token,
        public(),
        ["RS256"],
        {"verify_exp": False, "verify_iat": False},
        audience="https://oauth2.googleapis.com/token",
    )
    assert claims == {
        "iss": key_file()["client_email"],
        "scope": SCOPE,
        "aud": "https://oauth2.googleapis.com/token",
        "iat": NOW,
        "exp": NOW + 3600,
    }
    header = jwt.get_unverified_header(token)
    assert header == {"typ": "JWT", "alg": "RS256", "kid": key_file()["private_key_id"]}


def test_the_signature_is_the_one_that_another_library_makes() -> None:
    token = assertion(key_file(), NOW)
    signed, _, signature = token.rpartition(".")
    algorithm = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256)
    key = algorithm.prepare_key(key_file()["private_key"])
    made = jwt.utils.base64url_encode(algorithm.sign(signed.encode(), key)).decode()  # type: ignore[arg-type]
    assert signature == made


@pytest.mark.parametrize(
    "changed",
    [
        {"private_key": ""},
        {"private_key": None},
        {"private_key": "no key"},
        {"private_key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"},
        {"private_key": elliptic()},
        {"client_email": ""},
        {"private_key_id": 7},
    ],
)
def test_a_key_file_that_lacks_something_waits_for_an_admin(changed: dict[str, object]) -> None:
    with pytest.raises(CredentialsRejected, match="no-credentials"):
        assertion({**key_file(), **changed}, NOW)


@pytest.mark.parametrize("file", [None, "{}", [], 7])
def test_what_is_no_key_file_is_none(file: object) -> None:
    with pytest.raises(CredentialsRejected, match="service_account"):
        assertion(file, NOW)
