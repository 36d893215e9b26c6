from collections.abc import Iterator
from typing import Any

import pytest

from shared.provider import long_calls
from shared.settings import settings
from tests.clock import SteppingClock
from tests.functions.dispatch.functions import Functions, deployed


@pytest.fixture
def functions(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Functions]:
    """WhatsApp and LINE are on, and their functions answer."""
    monkeypatch.setenv("CHANNELS", "whatsapp,line")
    settings.cache_clear()
    long_calls.forget()
    with deployed() as found:
        yield found
