"""A small issuer that listens: discovery, keys that can be changed, and JWTs signed with them."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from functions.authorizer import oidc
from shared.provider.http import session
from shared.settings import settings

AUDIENCE = "threadline"
Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass
class FakeIssuer:
    url: str = ""
    keys: dict[str, Private] = field(default_factory=dict)  # those that it publishes
    asked: list[str] = field(default_factory=list)
    down: bool = False
    also: dict[str, Any] = field(default_factory=dict)  # members of its discovery document
    more_keys: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, Any]:
        self.asked.append(path)
        if self.down:
            return 503, {}
        if path == "/.well-known/openid-configuration":
            return 200, {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **self.also}
        published = [self._published(kid, key) for kid, key in self.keys.items()]
        return 200, {"keys": [*published, *self.more_keys]}

    def _published(self, kid: str, key: Private) -> dict[str, Any]:
        if isinstance(key, rsa.RSAPrivateKey):
            made: dict[str, Any] = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        else:
            made = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
        return {**made, "kid": kid, "use": "sig"}

    def claims(self, **more: Any) -> dict[str, Any]:
        """Those of an agent's JWT; None leaves one out."""
        now = int(time.time())
        usual = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "sub-of-ana",
            "iat": now,
            "exp": now + 300,
            "threadline_scope": "agent",
            "threadline_agent": "ana",
        }
        return {name: value for name, value in {**usual, **more}.items() if value is not None}

    def token(self, kid: str = "rsa", **more: Any) -> str:
        return self.signed(kid, self.keys[kid], **more)

    def signed(self, kid: str, key: Private, **more: Any) -> str:
        """With ``key``, whoever's it is, as if it were the one called ``kid``."""
        algorithm = "RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256"
        return jwt.encode(self.claims(**more), key, algorithm, headers={"kid": kid})


@contextmanager
def listening(issuer: FakeIssuer) -> Iterator[FakeIssuer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, said = issuer.answer(self.path)
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield issuer
        server.shutdown()
        thread.join()


@contextmanager
def trusted(keys: dict[str, Private], monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeIssuer]:
    """An issuer with ``keys``, of which the stack's parameters tell."""
    with listening(FakeIssuer(keys=keys)) as issuer:
        for name, value in {
            "OIDC_ISSUER": issuer.url,
            "OIDC_AUDIENCE": AUDIENCE,
            "OIDC_SCOPE_CLAIM": "threadline_scope",
            "OIDC_SCOPES": "admin=admin,agent=agent,readonly=readonly",
            "OIDC_AGENT_CLAIM": "threadline_agent",
            "OIDC_CHANNELS_CLAIM": "threadline_channels",
        }.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        oidc.issuer.cache_clear()
        yield issuer
        session().close()
