"""Who may ask, and who a site may say somebody is: every way to be wrong is refused."""

import base64
import hashlib
import hmac
import json
from typing import Any

import jwt
import pytest

from functions.webchat.tokens import claims_of, signed
from functions.webchat.verify import person_of
from shared import aws
from shared.errors import Forged
from tests.functions.webchat.conftest import SECRET, WebChat, proof, rotate

NOW_S = 1_767_225_600
NEWER = "a-newer-secret-of-more-than-32-bytes"
# Made beforehand with another implementation; its time is over.
OLD = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ1c2VyX2lkIjoidXNlci00MiIsImV4cCI6MTc2MDAwMDAwMH0"
    ".L1dl59iBk69YGDlR4Edou0T3pLEpBJgCGEqKzFhWono"
)


def encoded(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_a_known_token_is_read() -> None:
    claims = claims_of(OLD, ["identity-secret-for-tests"])
    assert claims == {"user_id": "user-42", "exp": 1_760_000_000}
    with pytest.raises(Forged, match="another account"):
        person_of(OLD, {"identity_secret": "identity-secret-for-tests"}, "main", NOW_S)


def test_ours_and_the_library_agree() -> None:
    said = {"sub": "Zoë ☕", "aud": "main", "exp": NOW_S}
    options: Any = {"verify_exp": False, "verify_aud": False}
    token = signed(said, "a-secret-of-more-than-thirty-two-bytes")
    read = jwt.decode(
        token, "a-secret-of-more-than-thirty-two-bytes", algorithms=["HS256"], options=options
    )
    assert read == said
    theirs = jwt.encode(said, "a-secret-of-more-than-thirty-two-bytes", algorithm="HS256")
    assert claims_of(theirs, ["a-secret-of-more-than-thirty-two-bytes"]) == said


@pytest.mark.parametrize(
    "token",
    [
        "",
        "..",
        "a.b",
        "a.b.c.d",
        OLD[:-1],
        OLD[:-1] + "p",  # the same bits, spelled otherwise
        OLD + "=",
        OLD.upper(),
        f" {OLD}",
        f"{OLD} ",
        OLD.replace(".", ",", 1),
        "é" + OLD[1:],
        f"{encoded({'alg': 'none'})}.{OLD.split('.')[1]}.",
        f"{OLD.rpartition('.')[0]}.{encoded(b'')}",
        "a" * 5_000,
    ],
)
def test_a_token_that_is_not_whole_is_refused(token: str) -> None:
    with pytest.raises(Forged):
        claims_of(token, ["identity-secret-for-tests"])


@pytest.mark.parametrize("secrets", [[], [""], [None], ["other"], [b"identity-secret-for-tests"]])
def test_a_token_needs_its_own_secret(secrets: list[Any]) -> None:
    with pytest.raises(Forged):
        claims_of(OLD, secrets)


@pytest.mark.parametrize("alg", ["none", "HS512", "RS256", "hs256", None])
def test_another_algorithm_is_refused_even_with_a_good_signature(alg: Any) -> None:
    whole = signed({"sub": "u"}, "s")
    head = encoded({"alg": alg})
    payload = whole.split(".")[1]
    mac = hmac.digest(b"s", f"{head}.{payload}".encode(), hashlib.sha256)
    with pytest.raises(Forged):
        claims_of(f"{head}.{payload}.{encoded(mac)}", ["s"])


def test_a_site_names_its_visitor() -> None:
    person = person_of(proof("user-42", NOW_S, name="Ana"), SECRET, "main", NOW_S)
    assert (person.subject, person.name) == ("user-42", "Ana")
    assert person.email is None
    assert person_of(proof("u", NOW_S, aud=["x", "main"]), SECRET, "main", NOW_S).subject == "u"


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": None},
        {"exp": NOW_S},
        {"exp": NOW_S - 1},
        {"exp": NOW_S + 400},
        {"exp": NOW_S + 310, "iat": NOW_S},
        {"exp": NOW_S + 86_400, "iat": None},
        {"exp": True},
        {"exp": str(NOW_S + 60)},
        {"iat": NOW_S + 60},
        {"nbf": NOW_S + 60},
        {"iat": "now"},
        {"aud": None},
        {"aud": "other"},
        {"aud": "MAIN"},
        {"aud": ["other"]},
        {"aud": {"main": 1}},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": "a\0b"},
    ],
)
def test_a_proof_that_is_not_of_now_and_for_us_is_none(claims: dict[str, Any]) -> None:
    said = {"sub": "user-42", "aud": "main", "iat": NOW_S, "exp": NOW_S + 300, **claims}
    kept = {name: value for name, value in said.items() if value is not None}
    with pytest.raises(Forged):
        person_of(signed(kept, SECRET["identity_secret"]), SECRET, "main", NOW_S)


def test_a_number_is_no_name() -> None:
    said = {"sub": 42, "aud": "main", "iat": NOW_S, "exp": NOW_S + 300}
    with pytest.raises(Forged):
        person_of(signed(said, SECRET["identity_secret"]), SECRET, "main", NOW_S)


def test_without_an_identity_secret_nobody_is_proven() -> None:
    without = {**SECRET, "identity_secret": ""}
    with pytest.raises(Forged):
        person_of(
            signed({"sub": "u", "aud": "main", "exp": NOW_S + 60}, ""), without, "main", NOW_S
        )


def test_both_secrets_vouch_while_they_are_changed(chat: WebChat) -> None:
    session, now_s = chat.session(), chat.clock.now // 1000
    old = proof("user-42", now_s)
    rotate(
        session_secret="newer",
        previous_session_secret=SECRET["session_secret"],
        identity_secret=NEWER,
        previous_identity_secret=SECRET["identity_secret"],
    )
    assert chat.say(session["token"], "still here")
    assert chat.session(identity=old)["known"]
    assert chat.session(identity=proof("user-42", now_s, NEWER))["known"]
    rotate(session_secret="newest")
    answer = chat.ask("POST", "messages", {"id": "a-good-id", "text": "x"}, token=session["token"])
    assert answer["statusCode"] == 403


def test_a_rotated_secret_works_without_a_restart(chat: WebChat) -> None:
    chat.session()
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/webchat/main",
        SecretString=json.dumps({**SECRET, "identity_secret": NEWER}),
    )
    chat.clock.advance(minutes=2)
    assert chat.session(identity=proof("u", chat.clock.now // 1000, NEWER))["known"]


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic {}", "{}", "Bearer {} x", "Bearer {},Bearer {}", "Bearer é"],
)
def test_the_token_comes_as_a_bearer_and_once(chat: WebChat, header: str) -> None:
    session = chat.session()
    said = {"id": "a-good-id", "text": "x"}
    wrong = header.replace("{}", session["token"])
    assert chat.ask("POST", "messages", said, authorization=wrong)["statusCode"] == 403


def test_a_visitors_token_is_for_one_account_and_one_use(chat: WebChat) -> None:
    now_s = chat.clock.now // 1000
    session = chat.session()
    ticket = session["socket"]["url"].rpartition("ticket=")[2]
    said = {"id": "a-good-id", "text": "x"}
    assert chat.ask("POST", "messages", said, token=ticket)["statusCode"] == 403
    other = signed(
        {"use": "visitor", "aud": "other", "vid": "v-x", "exp": now_s + 60},
        SECRET["session_secret"],
    )
    assert chat.ask("POST", "messages", said, token=other)["statusCode"] == 403
    assert chat.ask("POST", "sessions", {"identity": session["token"]})["statusCode"] == 403


def test_a_token_ends(chat: WebChat) -> None:
    session = chat.session()
    chat.clock.advance(hours=24 * 180)
    said = {"id": "a-good-id", "text": "x"}
    assert chat.ask("POST", "messages", said, token=session["token"])["statusCode"] == 403


def test_an_account_that_its_secret_does_not_name_is_unknown(chat: WebChat) -> None:
    for accounts in ({}, {"main": "other"}, None, "main"):
        rotate(accounts=accounts)
        assert chat.ask("POST", "sessions", {})["statusCode"] == 403


@pytest.mark.parametrize(
    ("said", "proven"),
    [
        ({"email": "ana@example.com"}, "ana@example.com"),
        ({"email": "ana@example.com", "email_verified": True}, "ana@example.com"),
        ({"email": "ana@example.com", "email_verified": False}, None),
        ({"email": "ana@example.com", "email_verified": "yes"}, None),
        ({"email": "ana"}, None),
        ({"email": f"{'a' * 255}@example.com"}, None),
        ({"email": ["ana@example.com"]}, None),
    ],
)
def test_an_address_counts_if_the_site_has_verified_it(
    said: dict[str, Any], proven: str | None
) -> None:
    token = proof("user-42", NOW_S, **said)
    assert person_of(token, SECRET, "main", NOW_S).email == proven
