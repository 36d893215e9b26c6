"""Four contacts whom nobody has joined yet."""

from typing import Any

import pytest

from tests.clock import SteppingClock
from tests.shared.people.someone import somebody


@pytest.fixture
def four(cloud: Any, the_time: SteppingClock) -> list[str]:
    return [somebody(letter) for letter in "bcde"]
