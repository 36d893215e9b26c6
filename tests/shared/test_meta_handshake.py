"""Meta's handshake: a bare challenge for whoever knows our token, and nothing for anybody else."""

from collections.abc import Mapping
from typing import Any

import pytest

from shared.errors import Forged
from shared.intake.incoming import Request
from shared.meta import proof

GOOD = {
    "hub.mode": "subscribe",
    "hub.challenge": "1158201444",
    "hub.verify_token": "verify-token-for-tests",
}
TOKEN = {"verify_token": "verify-token-for-tests"}


def handshake(changed: Mapping[str, str | None], secrets: Mapping[str, Any] = TOKEN) -> str:
    names = {"mode": "hub.mode", "challenge": "hub.challenge", "token": "hub.verify_token"}
    query = {**GOOD, **{names[name]: value for name, value in changed.items()}}
    request = Request("GET", "main", {}, {k: v for k, v in query.items() if v is not None}, "", b"")
    return proof.handshake(request, secrets).body


def test_a_handshake_is_answered_with_the_bare_challenge() -> None:
    assert handshake({}) == "1158201444"
    assert handshake({"challenge": "not a number"}) == "not a number"


@pytest.mark.parametrize(
    "changed",
    [
        {"mode": None},
        {"mode": ""},
        {"mode": "unsubscribe"},
        {"mode": "Subscribe"},
        {"challenge": None},
        {"challenge": ""},
        {"token": None},
        {"token": ""},
        {"token": "verify-token-for-test"},
        {"token": "verify-token-for-tests "},
        {"token": "verify-token-for-t\u00e9sts"},
        {"token": "\ud83d"},
    ],
    ids=str,
)
def test_a_wrong_handshake_is_refused(changed: dict[str, str | None]) -> None:
    with pytest.raises(Forged):
        handshake(changed)


@pytest.mark.parametrize("secrets", [{}, {"verify_token": ""}, {"verify_token": None}])
def test_without_a_verify_token_no_handshake_succeeds(secrets: dict[str, Any]) -> None:
    with pytest.raises(Forged):
        handshake({"token": ""}, secrets)
    with pytest.raises(Forged):
        handshake({}, secrets)
