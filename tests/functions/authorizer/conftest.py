"""A stack that takes JWTs of an issuer, which listens."""

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from shared import table
from tests.clock import SteppingClock
from tests.functions.authorizer.fake_issuer import FakeIssuer, Private, trusted


@pytest.fixture(scope="session")
def key_pairs() -> dict[str, Private]:
    """Made once, for that takes a while."""
    return {
        "rsa": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "another": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ec": ec.generate_private_key(ec.SECP256R1()),
    }


@pytest.fixture
def issuer(
    cloud: Any,
    the_time: SteppingClock,
    key_pairs: dict[str, Private],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[FakeIssuer]:
    with trusted({kid: key_pairs[kid] for kid in ("rsa", "ec")}, monkeypatch) as found:
        table.put({"pk": "S#agents", "sk": "ana", "kind": "settings"})
        yield found
