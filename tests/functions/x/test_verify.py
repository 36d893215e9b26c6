"""X's signature, and every way to be wrong."""

import base64
import hmac
from collections.abc import Mapping

import pytest

from functions.x.verify import signature as ours
from functions.x.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.events import load
from tests.functions.x.reading import SECRET, recorded, signature

SECRETS = {"consumer_secret": SECRET}
BODY = b'{"for_user_id":"100","direct_message_events":[]}'
SIGNATURE = "sha256=Q91t98g4Dvs22Au7JW2zlzxYOgkiMJr1ubVcTRDDBVE="


def request(body: bytes = BODY, given: str | None = SIGNATURE) -> Request:
    headers = {} if given is None else {"x-twitter-webhooks-signature": given}
    return Request("POST", "main", headers, {}, "", body)


def refused(wrong: Request, secrets: Mapping[str, object] | None = None) -> bool:
    with pytest.raises(Forged):
        verify(wrong, SECRETS if secrets is None else secrets)
    return True


def test_the_signature_of_the_raw_body_is_taken() -> None:
    assert verify(request(), SECRETS) == BODY
    assert refused(request(BODY + b" "))
    assert refused(request(BODY.replace(b"100", b"101")))


def test_bytes_that_are_no_text_can_be_signed() -> None:
    body = b'{"\xff'
    assert verify(request(body, signature(body)), SECRETS) == body


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        " ",
        "sha256=",
        SIGNATURE.lower(),
        SIGNATURE.upper(),
        SIGNATURE.rstrip("="),
        SIGNATURE + " ",
        SIGNATURE.removeprefix("sha256="),
        f"{SIGNATURE},{SIGNATURE}",
        SIGNATURE.replace("sha256", "sha1"),
        "sha256=" + base64.b64decode(SIGNATURE.removeprefix("sha256=")).hex(),
        "sha1=" + base64.b64encode(hmac.digest(SECRET.encode(), BODY, "sha1")).decode(),
        signature(BODY, "another"),
        signature(b"{another}"),
        SIGNATURE[:-2] + "ß=",
        "\udcff",
    ],
)
def test_any_other_signature_is_refused(given: str | None) -> None:
    assert refused(request(given=given))


@pytest.mark.parametrize("secret", ["", None, 7, [SECRET], {}])
def test_no_secret_verifies_nothing(secret: object) -> None:
    assert refused(request(given=signature(BODY, "")), {"consumer_secret": secret})
    assert refused(request(given=signature(BODY, "")), {})


def test_the_token_of_the_account_is_no_secret_of_the_app() -> None:
    secrets = {**SECRETS, "access_token_secret": "token", "consumer_key": "key"}
    assert refused(request(given=signature(BODY, "token")), secrets)
    assert refused(request(given=signature(BODY, "key")), secrets)


def test_two_secrets_verify_while_one_is_replaced() -> None:
    both = {"consumer_secret": "new", "previous_consumer_secret": SECRET}
    assert verify(request(), both) == BODY
    assert verify(request(given=signature(BODY, "new")), both) == BODY
    assert refused(request(given=signature(BODY, "older")), both)
    assert refused(request(), {"consumer_secret": "new", "previous_consumer_secret": ""})


def test_the_answer_to_a_challenge_is_the_signature_of_no_event() -> None:
    """Anybody may ask for such an answer, which is signed like an event."""
    for challenge in (b"token", b"[1]", b"null", b""):
        assert refused(request(challenge, ours(SECRET, challenge)))


@pytest.mark.parametrize("name", recorded())
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    whole = request_of(load("x", name))
    assert verify(whole, SECRETS) == whole.body
    assert refused(Request("POST", "main", whole.headers, {}, "", whole.body + b"\n"))
