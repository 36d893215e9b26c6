"""A burst gets one answer once it has rested; whoever waits for it never waits for long."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.configuration import Configuration, Policy
from shared.planning.quiet import wait_s
from shared.planning.sight import Sight
from tests import log

NOW = 1_767_225_600_000


def rest(*before_ms: int, quiet_s: float = 3, most_s: float = 10, **fields: Any) -> int:
    """For messages that arrived so long before now, the last of them with ``fields``."""
    burst = [log.inbound(f"r{n}", NOW - ms) for n, ms in enumerate(before_ms)]
    if burst:
        burst[-1] |= fields
    policy = Policy(quiet_s=quiet_s, quiet_at_most_s=most_s)
    return wait_s(Sight({}, burst, Configuration(policy), NOW, True, burst))


def test_it_waits_until_the_last_message_has_rested() -> None:
    assert rest(2_000, 500) == 3
    assert rest(3_000) == 0
    assert rest() == 0


def test_the_first_message_waits_no_longer_than_the_cap() -> None:
    assert rest(9_500, 4_000, 0) == 1
    assert rest(10_000, 0) == 0
    assert rest(0, quiet_s=100, most_s=100) == 30


def test_without_a_quiet_time_nothing_waits() -> None:
    assert rest(0, quiet_s=0) == 0


def test_presses_and_codes_are_not_delayed() -> None:
    pressed = json.dumps({"reply": {"kind": "button", "id": "a", "title": "A"}})
    assert rest(100, 0, content=pressed) == 0
    assert rest(0, text=" 482913 ") == 0
    assert rest(0, text="482913012") > 0
    assert rest(0, text="my reply is 5", content='{"context":{"reply":null}}') > 0


@given(st.lists(st.integers(0, 60_000), min_size=1), st.floats(0.1, 20), st.floats(0, 60))
def test_it_never_waits_longer_than_either_time(
    before: list[int], quiet: float, most: float
) -> None:
    before.sort(reverse=True)
    waited = rest(*before, quiet_s=quiet, most_s=most)
    assert 0 <= waited <= min(quiet, most, 30) + 1
