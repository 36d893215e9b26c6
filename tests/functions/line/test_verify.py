"""LINE's signature: the published examples, and every way to be wrong."""

import base64
import hmac
from collections.abc import Mapping

import pytest

from functions.line.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.events import load, names
from tests.functions.line.reading import SECRET, signature

SECRETS = {"channel_secret": SECRET}
BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
SIGNATURE = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
GREETING = (
    '{"destination":"Ubot","events":[{"type":"message","message":'
    '{"type":"text","id":"1","text":"こんにちは"}}]}'
).encode()


def request(body: bytes = BODY, given: str | None = SIGNATURE) -> Request:
    headers = {} if given is None else {"x-line-signature": given}
    return Request("POST", "main", headers, {}, "", body)


def refused(wrong: Request, secrets: Mapping[str, object] | None = None) -> bool:
    with pytest.raises(Forged):
        verify(wrong, SECRETS if secrets is None else secrets)
    return True


@pytest.mark.parametrize(
    ("secret", "body", "given"),
    [
        (SECRET, BODY, SIGNATURE),
        ("channel_secret", b"bodybodybodybody", "/gg9a+LvFevTH1sd7XCQycD7tsWclCsInj7MhBHxN7k="),
        ("channel_secret", GREETING, "v292ELUvCx0eGBDBdCim8a/BeBhJAx0X8aMsnGQMoI8="),
    ],
)
def test_published_signatures_are_taken(secret: str, body: bytes, given: str) -> None:
    assert verify(request(body, given), {"channel_secret": secret}) == body
    assert refused(request(body + b" ", given), {"channel_secret": secret})


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        " ",
        SIGNATURE.lower(),
        SIGNATURE.rstrip("="),
        SIGNATURE + " ",
        f"sha256={SIGNATURE}",
        f"{SIGNATURE},{SIGNATURE}",
        SIGNATURE.replace("+", "-"),
        base64.b64decode(SIGNATURE).hex(),
        base64.b64encode(hmac.digest(SECRET.encode(), BODY, "sha1")).decode(),
        signature(BODY, "another"),
        signature(b"another"),
        SIGNATURE[:-2] + "ß=",
        "\udcff",
    ],
)
def test_any_other_signature_is_refused(given: str | None) -> None:
    assert refused(request(given=given))


@pytest.mark.parametrize("secret", ["", None, 7, [SECRET], {}])
def test_no_secret_verifies_nothing(secret: object) -> None:
    assert refused(request(given=signature(BODY, "")), {"channel_secret": secret})
    assert refused(request(given=signature(BODY, "")), {})


def test_an_api_call_of_another_method_has_the_same_proof_to_bring() -> None:
    assert refused(Request("POST", "main", {"x-hub-signature-256": SIGNATURE}, {}, "", BODY))


def test_two_secrets_verify_while_one_is_replaced() -> None:
    both = {"channel_secret": "new", "previous_channel_secret": SECRET}
    assert verify(request(), both) == BODY
    assert verify(request(given=signature(BODY, "new")), both) == BODY
    assert refused(request(given=signature(BODY, "older")), both)
    assert refused(request(), {"channel_secret": "new", "previous_channel_secret": ""})


@pytest.mark.parametrize("name", names("line"))
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    whole = request_of(load("line", name))
    assert verify(whole, SECRETS) == whole.body
    assert refused(Request("POST", "main", whole.headers, {}, "", whole.body + b"\n"))
