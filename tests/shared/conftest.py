"""What several tests of the layer ask for."""

import io
from typing import Any

import pytest

from shared.observability import logger
from tests import log as conversation
from tests.clock import SteppingClock
from tests.shared.outbox import Platform


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is logged, as it would be written."""
    written = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)
    return written


@pytest.fixture
def platform(cloud: Any, the_time: SteppingClock) -> Platform:
    """A platform, and a customer who has just written to us on it."""
    conversation.say("hello", the_time.now)
    return Platform()
