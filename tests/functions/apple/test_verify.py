"""Apple's token on a request, and every way to be wrong."""

import base64
from collections.abc import Mapping
from typing import Any

import pytest

from functions.apple.surroundings import apart
from functions.apple.verify import verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.clock import SteppingClock
from tests.events import load, names
from tests.functions.apple.reading import MSP, NOW_S, SECRET, body_of, token

SECRETS = {"msp_id": MSP, "api_secret": SECRET}
OTHER = base64.b64encode(b"another secret of 32 bytes length").decode()
BODY = b'{"type":"text"}'

pytestmark = pytest.mark.usefixtures("the_time")


def request(given: str | None, body: bytes = BODY) -> Request:
    headers = {} if given is None else {"authorization": given}
    return Request("POST", "main", headers, {}, "", body)


def taken(given: str | None, secrets: Mapping[str, Any] | None = None) -> bool:
    try:
        return bool(verify(request(given), SECRETS if secrets is None else secrets))
    except Forged:
        return False


def test_a_token_for_us_is_taken() -> None:
    assert taken(f"Bearer {token()}")
    assert taken(f"bearer {token()}")
    assert taken(f"Bearer {token(aud=['others', MSP])}")
    assert taken(f"Bearer {token(iat=NOW_S + 0.5)}")


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        token(),
        f"Basic {token()}",
        f"Bearer  {token()}",
        f"Bearer {token()} ",
        f"Bearer {token()},Bearer {token()}",
        f"Bearer {token()}".lower(),
        f"Bearer {token(OTHER)}",
        f"Bearer {token()}ß",
        "Bearer \udcff",
    ],
)
def test_any_other_header_is_refused(given: str | None) -> None:
    assert not taken(given)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": None},
        {"aud": ""},
        {"aud": MSP.upper() + "x"},
        {"aud": [MSP + "x"]},
        {"aud": {"a": MSP}},
        {"aud": None, "iss": MSP},  # our own token, sent back to us
        {"iat": None},
        {"iat": str(NOW_S)},
        {"iat": True},
        {"iat": NOW_S * 1000},
        {"iat": NOW_S - 901},
        {"iat": NOW_S + 301},
        {"iat": 0},
        {"exp": NOW_S - 301},
        {"exp": "soon"},
        {"nbf": NOW_S + 301},
    ],
)
def test_a_token_for_others_or_of_another_time_is_refused(claims: dict[str, Any]) -> None:
    assert not taken(f"Bearer {token(**claims)}")


def test_a_token_grows_stale(the_time: SteppingClock) -> None:
    given = f"Bearer {token()}"
    the_time.advance(seconds=900)
    assert taken(given)
    the_time.advance(seconds=1)
    assert not taken(given)


@pytest.mark.parametrize("secret", ["", None, 7, [SECRET], {}, "no base64!"])
def test_no_secret_verifies_nothing(secret: object) -> None:
    for given in (token(), token("")):
        assert not taken(f"Bearer {given}", {"msp_id": MSP, "api_secret": secret})
    assert not taken(f"Bearer {token()}", {"msp_id": MSP})


@pytest.mark.parametrize("msp", ["", None, 7, [MSP]])
def test_no_name_of_ours_is_nobodys(msp: object) -> None:
    given = f"Bearer {token(aud=msp)}"
    assert not taken(given, {"msp_id": msp, "api_secret": SECRET})


def test_two_secrets_verify_while_one_is_replaced() -> None:
    both = {"msp_id": MSP, "api_secret": OTHER, "previous_api_secret": SECRET}
    assert taken(f"Bearer {token()}", both)
    assert taken(f"Bearer {token(OTHER)}", both)
    assert not taken(f"Bearer {token(base64.b64encode(b'older').decode())}", both)
    assert not taken(f"Bearer {token()}", {**both, "previous_api_secret": ""})


def test_the_body_is_not_signed() -> None:
    """Whoever has a fresh token could say anything: nothing else is known of a request."""
    given = f"Bearer {token()}"
    one = verify(request(given), SECRETS)
    assert one != verify(request(given, BODY.replace(b"text", b"close")), SECRETS)


@pytest.mark.parametrize("name", names("apple"))
def test_each_event_is_proven_and_comes_out_unzipped(name: str) -> None:
    event = load("apple", name)
    whole = request_of(event)
    assert verify(whole, SECRETS).endswith(b"\n" + body_of(event))
    if name != "no_json":
        around, _ = apart(verify(whole, SECRETS))
        assert around["headers"]["capability-list"] == "QUICK,LIST,TIME,AUTH,AUTH2,FORM"
    with pytest.raises(Forged):
        verify(whole, {**SECRETS, "msp_id": "another"})
