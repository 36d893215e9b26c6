from collections.abc import Iterator
from typing import Any

import pytest

from functions.dispatch import handing
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
    monkeypatch.setattr(handing, "_last_used", 0)
    with deployed() as found:
        yield found
