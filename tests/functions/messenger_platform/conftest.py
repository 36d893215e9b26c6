"""What is the same on Messenger and on Instagram is tested on both."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.clock import SteppingClock
from tests.functions.instagram.conftest import SHOP as ON_INSTAGRAM
from tests.functions.messenger.conftest import SHOP as ON_MESSENGER
from tests.functions.messenger_platform.side import Account, Side, running


@pytest.fixture(params=[ON_MESSENGER, ON_INSTAGRAM], ids=lambda account: account.channel.name)
def side(
    request: pytest.FixtureRequest,
    cloud: Any,
    the_time: SteppingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Side]:
    """One channel after the other, with its secret."""
    account: Account = request.param
    account.make_secret()
    with running(account, the_time, monkeypatch) as running_side:
        yield running_side
