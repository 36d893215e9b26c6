"""Instagram's servers, simulated in process, and what they have seen of us."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.instagram import send
from shared.channels import INSTAGRAM
from tests.clock import SteppingClock
from tests.functions.instagram.reading import ACCOUNT, ANA, SECRET
from tests.functions.messenger_platform.side import Account, Side, running

SHOP = Account(INSTAGRAM, {"ig_id": ACCOUNT}, SECRET, ANA, send.post, send.signal)


@pytest.fixture
def secret(cloud: Any) -> None:
    SHOP.make_secret()


@pytest.fixture
def instagram(
    secret: None, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Side]:
    with running(SHOP, the_time, monkeypatch) as side:
        yield side
