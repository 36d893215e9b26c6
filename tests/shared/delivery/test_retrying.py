"""What follows a failed try: soon, later or never."""

from typing import Any

import pytest

from shared.delivery.retrying import Again, GiveUp, Hold, after, spent
from shared.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    CredentialsRejected,
    MessageRejected,
    OutcomeUnknown,
    SendError,
)

NOW = 1_767_225_600_000
DAY_MS = 86_400_000
FRESH: dict[str, Any] = {"received_at": NOW - 1000, "attempts": 1}
DOWN = ChannelUnavailable("1", "down")
LOCKED_OUT = CredentialsRejected("190", "expired")


def throttled(seconds: float) -> ChannelThrottled:
    return ChannelThrottled("4", "too fast", seconds)


@pytest.mark.parametrize(
    ("error", "tries", "pause"),
    [(DOWN, 1, 1.0), (DOWN, 2, 2.0), (throttled(5), 1, 5.0), (throttled(0.2), 2, 0.2)],
)
def test_a_short_pause_is_taken_at_once(error: SendError, tries: int, pause: float) -> None:
    assert after(error, FRESH, tries, NOW) == Again(pause)


@pytest.mark.parametrize(("error", "tries"), [(DOWN, 3), (throttled(6), 1), (throttled(59), 3)])
def test_a_longer_one_holds_the_message_for_a_minute_at_least(error: SendError, tries: int) -> None:
    assert after(error, FRESH, tries, NOW) == Hold(NOW + 60_000, 1)


@pytest.mark.parametrize(
    ("refusals", "seconds"), [(1, 120), (2, 240), (5, 1920), (6, 3600), (11, 3600)]
)
def test_each_hold_is_twice_as_long_up_to_an_hour(refusals: int, seconds: int) -> None:
    held = {**FRESH, "refusals": refusals}
    assert after(DOWN, held, 3, NOW) == Hold(NOW + seconds * 1000, refusals + 1)


def test_what_the_platform_asks_for_is_given_beyond_that() -> None:
    assert after(throttled(7200), FRESH, 1, NOW) == Hold(NOW + 7_200_000, 1)


def test_after_twelve_refusals_it_is_given_up() -> None:
    answer = after(DOWN, {**FRESH, "refusals": 12}, 3, NOW)
    assert isinstance(answer, GiveUp)
    assert answer.error.code == "retries-exhausted"
    assert not answer.unknown


@pytest.mark.parametrize("error", [throttled(60), LOCKED_OUT])
def test_after_a_day_it_is_given_up(error: SendError) -> None:
    old = {"received_at": NOW - DAY_MS + 1000, "attempts": 3}
    assert isinstance(after(error, old, 3, NOW), GiveUp)


def test_refused_credentials_wait_for_an_admin_however_often() -> None:
    assert after(LOCKED_OUT, FRESH, 1, NOW) == Hold(NOW + 900_000, 1)
    assert after(LOCKED_OUT, {**FRESH, "refusals": 40}, 1, NOW) == Hold(NOW + 900_000, 41)


def test_a_refusal_is_final_and_so_is_a_lost_outcome() -> None:
    refused = MessageRejected("100", "no")
    lost = OutcomeUnknown("no-answer", "?")
    assert after(refused, FRESH, 1, NOW) == GiveUp(refused)
    assert after(lost, FRESH, 1, NOW) == GiveUp(lost, unknown=True)


def test_only_what_was_tried_gets_too_old() -> None:
    assert not spent({"received_at": NOW - 2 * DAY_MS}, NOW)
    assert spent({"received_at": NOW - 2 * DAY_MS, "attempts": 1}, NOW)
    assert spent({"received_at": NOW - 2 * DAY_MS, "holds": 1}, NOW)
    assert spent({**FRESH, "attempts": 100}, NOW)
