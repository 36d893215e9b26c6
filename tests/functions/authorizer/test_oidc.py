"""A JWT of the issuer that the stack names is taken, and none that is wrong in any way."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from functions.authorizer.authorize import lambda_handler
from shared.errors import Unavailable
from shared.settings import settings
from tests.functions.agent_api.caller import Caller
from tests.functions.authorizer.fake_issuer import FakeIssuer, Private
from tests.functions.logged import logged

DENIED = {"isAuthorized": False, "context": {}}


def ask(token: str) -> dict[str, Any]:
    return lambda_handler({"headers": {"authorization": f"Bearer {token}"}}, None)


@pytest.mark.parametrize("kid", ["rsa", "ec"])
def test_a_genuine_jwt_is_taken_with_whom_it_names(issuer: FakeIssuer, kid: str) -> None:
    answer = ask(issuer.token(kid, threadline_channels=["whatsapp", "sms"]))
    assert answer["isAuthorized"] is True
    assert answer["context"].pop("token").startswith("oidc-")
    assert answer["context"] == {
        "subject": "sub-of-ana",
        "scope": "agent",
        "agent": "ana",
        "channels": "whatsapp,sms",
        "limit": "",
    }


def test_whose_jwt_it_was_is_in_the_audit_log(issuer: FakeIssuer) -> None:
    """By the agent's name where there is one, else as the issuer names its user."""
    for agent in ("ana", None):
        context = ask(issuer.token(threadline_scope="admin", threadline_agent=agent))["context"]
        assert Caller(**context).put("/v1/teams/sales", {"name": agent or "x"}).status < 300
    log = Caller(scope="admin").get("/v1/audit").body["items"]
    assert {entry["by"] for entry in log} == {"admin:ana", "admin:sub-of-ana"}


class TestForged:
    def test_signed_with_a_key_that_is_not_the_issuers(
        self, issuer: FakeIssuer, key_pairs: dict[str, Private]
    ) -> None:
        assert ask(issuer.signed("rsa", key_pairs["another"])) == DENIED

    def test_not_signed_at_all(self, issuer: FakeIssuer) -> None:
        for algorithm in ("none", "None", "NONE"):
            header = _encoded({"alg": algorithm, "kid": "rsa"})
            assert ask(f"{header}.{_encoded(issuer.claims())}.") == DENIED

    def test_signed_with_the_public_key_as_if_it_were_a_secret(self, issuer: FakeIssuer) -> None:
        public = issuer.keys["rsa"].public_key()
        for form in (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1):
            secret = public.public_bytes(Encoding.PEM, form)
            assert ask(_hs256(issuer.claims(), secret)) == DENIED

    def test_changed_after_it_was_signed(self, issuer: FakeIssuer) -> None:
        head, _, signature = issuer.token().split(".")
        claims = _encoded(issuer.claims(threadline_scope="admin"))
        assert ask(f"{head}.{claims}.{signature}") == DENIED

    @pytest.mark.parametrize(
        "token",
        ["a.b.c", "..", "e30.e30.e30", "é.é.é", f"{'W1tb' * 3000}.e30.e30", "bnVsbA.e30.e30"],
    )
    def test_no_jwt_at_all(self, issuer: FakeIssuer, token: str) -> None:
        assert ask(token) == DENIED

    @pytest.mark.parametrize("kid", [5, ["rsa"], {}, "", "x" * 5000])
    def test_with_a_key_that_has_no_name(self, issuer: FakeIssuer, kid: Any) -> None:
        header = _encoded({"alg": "RS256", "kid": kid})
        assert ask(f"{header}.{_encoded(issuer.claims())}.AAAA") == DENIED

    def test_with_a_header_that_must_be_understood_and_is_not(self, issuer: FakeIssuer) -> None:
        headers = {"kid": "rsa", "crit": ["x"], "x": 1}
        token = jwt.encode(issuer.claims(), issuer.keys["rsa"], "RS256", headers=headers)
        assert ask(token) == DENIED


class TestNotForUsNow:
    def test_expired(self, issuer: FakeIssuer) -> None:
        assert ask(issuer.token(exp=int(time.time()) - 60)) == DENIED

    def test_not_yet(self, issuer: FakeIssuer) -> None:
        assert ask(issuer.token(nbf=int(time.time()) + 90)) == DENIED

    def test_clocks_may_differ_by_some_seconds(self, issuer: FakeIssuer) -> None:
        now = int(time.time())
        assert ask(issuer.token(exp=now - 5, nbf=now + 5))["isAuthorized"] is True

    @pytest.mark.parametrize("audience", ["another", ["another"], "", [], 5])
    def test_for_another_audience(self, issuer: FakeIssuer, audience: Any) -> None:
        assert ask(issuer.token(aud=audience)) == DENIED

    def test_of_another_issuer(self, issuer: FakeIssuer) -> None:
        assert ask(issuer.token(iss="https://elsewhere.example")) == DENIED
        assert ask(issuer.token(iss=f"{issuer.url}/")) == DENIED

    @pytest.mark.parametrize("claim", ["iss", "aud", "exp", "sub"])
    def test_without_a_claim_that_it_needs(self, issuer: FakeIssuer, claim: str) -> None:
        without: dict[str, Any] = {claim: None}
        assert ask(issuer.token("rsa", **without)) == DENIED


class TestWhoItIs:
    @pytest.mark.parametrize("scope", [None, "", "owner", [], 7, {"admin": True}, "Admin"])
    def test_nobody_without_a_scope_of_ours(self, issuer: FakeIssuer, scope: Any) -> None:
        assert ask(issuer.token(threadline_scope=scope)) == DENIED

    @pytest.mark.parametrize("agent", [None, "Ana Ruiz", "", "ben", ["ana"]])
    def test_no_agent_but_a_registered_one(self, issuer: FakeIssuer, agent: Any) -> None:
        assert ask(issuer.token(threadline_agent=agent)) == DENIED

    @pytest.mark.parametrize("channels", ["fax", ["whatsapp", "fax"], [], "", 3, [3]])
    def test_channels_that_nobody_knows_do_not_open_all(
        self, issuer: FakeIssuer, channels: Any
    ) -> None:
        assert ask(issuer.token(threadline_channels=channels)) == DENIED

    @pytest.mark.parametrize(
        ("claim", "scopes", "said"),
        [
            ("cognito:groups", "Leads=admin,Desk=agent", {"cognito:groups": ["Desk", "Leads"]}),
            ("roles", "Threadline.Admin=admin", {"roles": ["Threadline.Admin"]}),
            ("https://desk.example/scope", "boss=admin", {"https://desk.example/scope": "boss"}),
            ("realm_access.roles", "head=admin", {"realm_access": {"roles": ["head", "x"]}}),
            ("scope", "threadline/admin=admin", {"scope": "openid threadline/admin"}),
        ],
    )
    def test_each_issuer_calls_scopes_its_own_way(
        self,
        issuer: FakeIssuer,
        monkeypatch: pytest.MonkeyPatch,
        claim: str,
        scopes: str,
        said: dict[str, Any],
    ) -> None:
        """The widest of several counts."""
        monkeypatch.setenv("OIDC_SCOPE_CLAIM", claim)
        monkeypatch.setenv("OIDC_SCOPES", scopes)
        settings.cache_clear()
        assert ask(issuer.token(**said))["context"]["scope"] == "admin"


def test_nothing_of_a_token_is_logged(issuer: FakeIssuer, caplog: pytest.LogCaptureFixture) -> None:
    for token in (issuer.token(), issuer.token(exp=1)):
        ask(token)
        said = logged(caplog)
        assert not [part for part in (*token.split("."), "sub-of-ana") if part in said]
    assert "ExpiredSignatureError" in said


@pytest.mark.parametrize("missing", ["OIDC_ISSUER", "OIDC_AUDIENCE"])
def test_without_an_issuer_and_an_audience_no_jwt_is_taken(
    issuer: FakeIssuer, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setenv(missing, "")
    settings.cache_clear()
    assert ask(issuer.token()) == DENIED
    assert issuer.asked == []


def test_while_the_issuer_is_down_nobody_is_told_to_be_denied(issuer: FakeIssuer) -> None:
    """It raises: API Gateway answers 500 and remembers nothing."""
    issuer.down = True
    with pytest.raises(Unavailable):
        ask(issuer.token())


def _encoded(said: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def _hs256(claims: dict[str, Any], secret: bytes) -> str:
    said = f"{_encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': 'rsa'})}.{_encoded(claims)}"
    mac = hmac.digest(secret, said.encode(), hashlib.sha256)
    return f"{said}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"
