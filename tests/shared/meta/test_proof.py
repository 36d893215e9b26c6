"""Each way a signature of Meta can be right, and each way it can be wrong."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import pytest

from shared.errors import Forged
from shared.intake.incoming import Request
from shared.meta import proof

SECRET = "app-secret-for-tests"
ESCAPED = (
    rb'{"object":"page","entry":[{"id":"100","time":1760000000000,"messaging":[{"sender":{"id":'
    rb'"200"},"recipient":{"id":"100"},"timestamp":1760000000000,"message":{"mid":"m_1","text":'
    rb'"caf\u00e9"}}]}]}'
)
SIGNATURE = "sha256=80666b1068696887b3188733bd8ba432ae7008cfd06f6c2859c92da75be7af13"


def verify(
    signature: str | None = SIGNATURE,
    *,
    body: bytes = ESCAPED,
    secrets: Mapping[str, Any] | None = None,
    header: str = "x-hub-signature-256",
) -> None:
    headers = {} if signature is None else {header: signature}
    request = Request("POST", "main", headers, {}, "", body)
    proof.verify(request, {"app_secret": SECRET} if secrets is None else secrets)


def signed(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_the_published_vector_of_the_same_construction_is_accepted() -> None:
    # docs.github.com, "Validating webhook deliveries".
    verify(
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        body=b"Hello, World!",
        secrets={"app_secret": "It's a Secret to Everybody"},
    )
    with pytest.raises(Forged):
        verify(body=b"Hello, World!")


def test_the_bytes_as_meta_escapes_them_are_accepted() -> None:
    assert len(ESCAPED) == 193
    assert b"\\u00e9" in ESCAPED
    verify()
    with pytest.raises(Forged):
        verify(body=ESCAPED + b" ")


def test_the_same_json_written_again_is_refused_under_the_old_signature() -> None:
    rewritten = ESCAPED.decode("unicode_escape").encode()
    assert len(rewritten) == 189
    with pytest.raises(Forged):
        verify(body=rewritten)


@pytest.mark.parametrize(
    "signature",
    {
        "missing": None,
        "empty": "",
        "scheme only": "sha256=",
        "no scheme": SIGNATURE.removeprefix("sha256="),
        "sha1 of the same body": "sha1=876c0429e8d2442d784fbe31d9c24c238ba003d4",
        "other scheme": SIGNATURE.replace("sha256", "sha512"),
        "scheme in capitals": SIGNATURE.replace("sha256", "SHA256"),
        "digits in capitals": "sha256=" + SIGNATURE.removeprefix("sha256=").upper(),
        "garbled": SIGNATURE[:-1] + ("0" if SIGNATURE[-1] != "0" else "1"),
        "truncated": SIGNATURE[:-1],
        "too long": SIGNATURE + "0",
        "blank before": " " + SIGNATURE,
        "twice": f"{SIGNATURE},{SIGNATURE}",
        "not ASCII": SIGNATURE[:-1] + "\u00e9",
        "digits of another script": SIGNATURE.replace("3", "\u0663"),
        "half a surrogate pair": SIGNATURE[:-1] + "\ud83d",
        "of another body": signed(b"{}", SECRET),
        "of another secret": signed(ESCAPED, "app-secret-of-somebody"),
        "of the empty secret": signed(ESCAPED, ""),
    }.items(),
    ids=lambda case: case[0],
)
def test_a_wrong_signature_is_refused(signature: tuple[str, str | None]) -> None:
    with pytest.raises(Forged):
        verify(signature[1])


def test_the_older_header_alone_proves_nothing() -> None:
    with pytest.raises(Forged):
        verify("sha1=876c0429e8d2442d784fbe31d9c24c238ba003d4", header="x-hub-signature")


@pytest.mark.parametrize(
    "secrets",
    [{}, {"app_secret": ""}, {"app_secret": None}, {"app_secret": "", "verify_token": ""}],
)
def test_without_a_secret_nothing_is_authentic(secrets: dict[str, Any]) -> None:
    with pytest.raises(Forged):
        verify(secrets=secrets)
    with pytest.raises(Forged):  # an empty key signs too
        verify(signed(ESCAPED, ""), secrets=secrets)


def test_during_a_rotation_both_secrets_are_good_and_a_third_is_not() -> None:
    secrets = {"app_secret": "new-secret", "previous_app_secret": SECRET}
    verify(signed(ESCAPED, SECRET), secrets=secrets)
    verify(signed(ESCAPED, "new-secret"), secrets=secrets)
    with pytest.raises(Forged):
        verify(signed(ESCAPED, "older-secret"), secrets=secrets)


def test_an_empty_previous_secret_is_none() -> None:
    with pytest.raises(Forged):
        verify(signed(ESCAPED, ""), secrets={"app_secret": "new-secret", "previous_app_secret": ""})
