"""Tokens: the worked examples, a library's opinion, and every way to be wrong."""

import base64
import hmac

import jwt
import pytest
from jwt.types import Options

from functions.apple.tokens import BadToken, key_of, made, proven
from tests.functions.apple.reading import MSP, SECRET, token, url64

KEY = base64.b64decode(SECRET)
HEAD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
TO_US = (
    f"{HEAD}.eyJhdWQiOiIxMTExMTExMS0yMjIyLTMzMzMtNDQ0NC01NTU1NTU1NTU1NTUiLCJpYXQiOjE3NjAwMDAwMDB9"
    ".EfeycTWB3zNbD5_LkC2ztTBVXx-UR55VFDQw4sGaZeY"
)
OF_OURS = (
    f"{HEAD}.eyJpc3MiOiIxMTExMTExMS0yMjIyLTMzMzMtNDQ0NC01NTU1NTU1NTU1NTUiLCJpYXQiOjE3NjAwMDAwMDB9"
    ".Ff5H1m1iKHfG3PynTHAfPRa5dubdvAARfx9o_my66_Y"
)


def test_the_worked_examples_hold() -> None:
    assert proven(TO_US, [KEY]) == {"aud": MSP, "iat": 1_760_000_000}
    assert made({"iss": MSP, "iat": 1_760_000_000}, KEY) == OF_OURS


def test_a_library_reads_what_we_make_and_we_what_it_makes() -> None:
    claims = {"iss": MSP, "iat": 1_760_000_000}
    options: Options = {"verify_iat": False}
    assert jwt.decode(made(claims, KEY), KEY, ["HS256"], options=options, issuer=MSP) == claims
    assert proven(jwt.encode(claims, KEY, "HS256"), [KEY]) == claims


def test_the_secret_is_decoded_first() -> None:
    assert key_of(SECRET) == KEY
    with pytest.raises(BadToken):
        proven(TO_US, [SECRET.encode()])


@pytest.mark.parametrize("secret", [None, "", 7, [SECRET], "no base64!", "AAE", "ß"])
def test_what_is_no_secret_is_no_key(secret: object) -> None:
    assert key_of(secret) is None


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        ".",
        "..",
        "...",
        TO_US + "=",
        TO_US + " ",
        TO_US + ".",
        TO_US[:-1],
        TO_US[:-1] + "Z",
        TO_US.rpartition(".")[0],
        TO_US.rpartition(".")[0] + ".",
        TO_US.swapcase(),
        TO_US.replace("_", "/").replace("-", "+"),
        f"{TO_US},{TO_US}",
        TO_US.replace(".eyJ", ".eyK"),
        OF_OURS.rpartition(".")[0] + "." + TO_US.rpartition(".")[2],
        TO_US + "ß",
        "\udcff." + TO_US,
        TO_US.rpartition(".")[0]
        + "."
        + url64(hmac.digest(KEY, TO_US.rpartition(".")[0].encode(), "sha512")),
        jwt.encode({"aud": MSP}, None, "none"),  # type: ignore[arg-type]
        token(head={"alg": "none"}),
        token(head={"alg": "hs256"}),
        token(head={"alg": "HS512"}),
        token(head={"typ": "JWT"}),
        token(head=[]),
        token(head={"alg": "HS256", "crit": ["b64"], "b64": False}),
        token(base64.b64encode(b"another").decode()),
    ],
)
def test_any_other_token_is_refused(wrong: str) -> None:
    with pytest.raises(BadToken):
        proven(wrong, [KEY])


@pytest.mark.parametrize("claims", ["[]", "7", "null", "{", "\xff", "{}{}", '{"iat": 1e999}'])
def test_what_claims_nothing_is_refused_though_it_is_signed(claims: str) -> None:
    signed = f"{HEAD}.{url64(claims.encode('latin-1'))}"
    with pytest.raises(BadToken):
        proven(f"{signed}.{url64(hmac.digest(KEY, signed.encode(), 'sha256'))}", [KEY])


def test_no_key_proves_nothing() -> None:
    with pytest.raises(BadToken):
        proven(TO_US, [])
