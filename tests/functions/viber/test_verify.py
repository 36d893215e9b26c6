"""Viber's signature: the published examples, and every way to be wrong."""

import base64
import hmac
from collections.abc import Mapping

import pytest

from functions.viber.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.events import load, names
from tests.functions.viber.reading import TOKEN, signature

HEADER = "x-viber-content-signature"
SECRETS = {"auth_token": TOKEN}
BODY = b'{"event":"webhook","timestamp":1457764197627,"message_token":241256543215}'
SIGNATURE = signature(BODY)


def request(
    body: bytes = BODY, given: str | None = SIGNATURE, sig: str | None = None, method: str = "POST"
) -> Request:
    headers = {} if given is None else {HEADER: given}
    return Request(method, "main", headers, {} if sig is None else {"sig": sig}, "", body)


def refused(wrong: Request, secrets: Mapping[str, object] | None = None) -> bool:
    with pytest.raises(Forged):
        verify(wrong, SECRETS if secrets is None else secrets)
    return True


@pytest.mark.parametrize(
    ("token", "body", "given"),
    [
        (
            "44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3",
            b'{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}',
            "d21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef",
        ),
        (
            "viber-token-for-tests",
            BODY,
            "d9742f7b0c4911048335feff63ba3d21209b74ffe27a64b530d0b0a0938c1e77",
        ),
    ],
)
def test_published_signatures_are_taken(token: str, body: bytes, given: str) -> None:
    assert verify(request(body, given), {"auth_token": token}) == body
    assert refused(request(body + b" ", given), {"auth_token": token})
    assert refused(request(body, given), {"auth_token": token + " "})


@pytest.mark.parametrize(
    "given",
    [
        "",
        " ",
        SIGNATURE.upper(),
        SIGNATURE + " ",
        " " + SIGNATURE,
        SIGNATURE[:-1],
        f"sha256={SIGNATURE}",
        f"{SIGNATURE},{SIGNATURE}",
        base64.b64encode(bytes.fromhex(SIGNATURE)).decode(),
        hmac.digest(TOKEN.encode(), BODY, "sha1").hex(),
        signature(BODY, "another"),
        signature(b"another"),
        SIGNATURE[:-1] + "ß",
        "\udcff" * 64,
    ],
)
def test_any_other_signature_is_refused_wherever_it_stands(given: str) -> None:
    assert refused(request(given=given))
    assert refused(request(given=None, sig=given))


def test_without_a_signature_it_is_refused() -> None:
    assert refused(request(given=None))


def test_the_query_says_the_same_where_there_is_no_header() -> None:
    assert verify(request(given=None, sig=SIGNATURE), SECRETS) == BODY


def test_a_right_query_makes_no_wrong_header_right() -> None:
    assert refused(request(given="", sig=SIGNATURE))
    assert refused(request(given=signature(b"another"), sig=SIGNATURE))
    assert refused(request(given=None, sig=f"{SIGNATURE},{SIGNATURE}"))


@pytest.mark.parametrize("token", ["", None, 7, [TOKEN], {}])
def test_no_token_verifies_nothing(token: object) -> None:
    assert refused(request(given=signature(BODY, "")), {"auth_token": token})
    assert refused(request(given=signature(BODY, "")), {})


def test_two_tokens_verify_while_one_is_replaced() -> None:
    both = {"auth_token": "new", "previous_auth_token": TOKEN}
    assert verify(request(), both) == BODY
    assert verify(request(given=signature(BODY, "new")), both) == BODY
    assert refused(request(given=signature(BODY, "older")), both)
    assert refused(request(), {"auth_token": "new", "previous_auth_token": ""})


@pytest.mark.parametrize("name", names("viber"))
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    whole = request_of(load("viber", name))
    assert verify(whole, SECRETS) == whole.body
    longer = Request("POST", "main", whole.headers, whole.query, "", whole.body + b"\n")
    assert refused(longer)
