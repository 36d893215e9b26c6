"""Messenger's servers, simulated in process, and what they have seen of us."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.messenger import send
from shared.channels import MESSENGER
from tests.clock import SteppingClock
from tests.functions.messenger.reading import ANA, PAGE, SECRET
from tests.functions.messenger_platform.side import Account, Side, running

SHOP = Account(MESSENGER, {"page_id": PAGE}, SECRET, ANA, send.post, send.signal)


@pytest.fixture
def secret(cloud: Any) -> None:
    SHOP.make_secret()


@pytest.fixture
def messenger(
    secret: None, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Side]:
    with running(SHOP, the_time, monkeypatch) as side:
        yield side
