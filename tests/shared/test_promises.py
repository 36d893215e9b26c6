"""What was promised to the customer of a conversation."""

from typing import Any

import pytest

from shared.configuration import Configuration, Policy, Team
from shared.promises import any_hangs_on_time, overtaken, promised

MINUTE = 60_000
LEVELS = {"normal": {"first": 20}, "high": {"resolution": 30}}
ASKED = {"team": "sales", "opened_at": MINUTE, "opened_in": 1, "episode": 1, "status": "open"}


def wanted(levels: Any = LEVELS, **policy: Any) -> Configuration:
    team = Team.parse("sales", {"service_levels": levels})
    return Configuration(Policy(**policy), teams={"sales": team})


@pytest.mark.parametrize(
    ("summary", "clocks"),
    [
        (ASKED, {"first"}),
        ({**ASKED, "priority": "high"}, {"resolution"}),
        ({**ASKED, "priority": "low"}, set()),
        ({**ASKED, "team": None}, set()),
        ({**ASKED, "team": "other"}, set()),
        ({**ASKED, "opened_at": 0}, set()),
    ],
)
def test_team_and_priority_say_what_is_promised(summary: Any, clocks: set[str]) -> None:
    assert set(promised(summary, wanted(), MINUTE)) == clocks


@pytest.mark.parametrize(("warn_at", "minute"), [(0.75, 16), (0.5, 11), (0, None)])
def test_the_policy_says_when_to_warn(warn_at: float, minute: int | None) -> None:
    clock = promised(ASKED, wanted(warn_at=warn_at), MINUTE)["first"]
    assert clock.warn_at == (None if minute is None else minute * MINUTE)
    assert clock.due_at == 21 * MINUTE


@pytest.mark.parametrize(
    ("configuration", "hangs"),
    [
        (wanted({}), False),
        (wanted(), True),
        (wanted({}, resolve_after_ms=1), True),
        (wanted({}, survey="s"), True),
    ],
)
def test_only_where_something_was_set_up_anything_hangs_on_time(
    configuration: Configuration, hangs: bool
) -> None:
    assert any_hangs_on_time(configuration) is hangs


@pytest.mark.parametrize(
    ("levels", "where"),
    [
        ({"huge": {}}, "service_levels/huge"),
        ({"low": {"first": 0}}, "service_levels/low/first"),
        ({"low": {"last": 5}}, "service_levels/low/last"),
        ({"low": 5}, "service_levels/low"),
        ([], "service_levels: an object"),
    ],
)
def test_a_team_cannot_promise_what_nobody_could_keep_or_read(levels: Any, where: str) -> None:
    with pytest.raises(ValueError, match=where):
        wanted(levels)


@pytest.mark.parametrize(("answered_at", "overtook"), [(None, False), (5, False), (6, True)])
def test_a_message_that_was_answered_already_is_overtaken(
    answered_at: int | None, overtook: bool
) -> None:
    summary = {**ASKED, **({"agent_answered_at": answered_at} if answered_at else {})}
    came = [{"received_at": 5}, {"received_at": 9}]
    assert overtaken(summary, came, wanted()) is overtook
    assert not overtaken(summary, came, wanted({}))
    assert not overtaken(summary, [], wanted())
