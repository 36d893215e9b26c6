from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hours.calendars import Calendar
from shared.hours.opening import open_ms_between
from shared.service_levels import Clock, Facts, Pause, Targets, clocks
from tests.shared.hours.calendars_of import calendar, ms
from tests.shared.hours.test_opening_properties import calendars, times

MINUTE = 60_000
HOUR = 60 * MINUTE
SHOP = calendar()
ALL = Targets(first=60, next=30, resolution=480)
FRIDAY = ms("2026-11-27 19:00")  # half an hour before closing


def clock(name: str, facts: Facts, now: int, where: Calendar | None = SHOP) -> Clock:
    return clocks(facts, ALL, where, now)[name]


def test_a_first_answer_is_due_in_business_time() -> None:
    found = clock("first", Facts(FRIDAY), FRIDAY)
    assert found == Clock("running", ms("2026-11-28 10:30"), ms("2026-11-28 10:15"))


@pytest.mark.parametrize(
    ("answered", "now", "state"),
    [
        (None, "2026-11-28 10:30", "running"),
        (None, "2026-11-28 10:31", "breached"),
        ("2026-11-28 10:30", "2026-11-28 12:00", "met"),
        ("2026-11-28 10:31", "2026-11-28 12:00", "breached"),
    ],
)
def test_a_first_answer_is_in_time_or_not(answered: str | None, now: str, state: str) -> None:
    facts = Facts(FRIDAY, first_answer_at=ms(answered) if answered else None)
    assert clock("first", facts, ms(now)).state == state


def test_what_is_resolved_without_an_answer_waits_for_none() -> None:
    facts = Facts(FRIDAY, resolved_at=FRIDAY + MINUTE)
    states = {name: c.state for name, c in clocks(facts, ALL, SHOP, FRIDAY + 900 * HOUR).items()}
    assert states == {"first": "met", "next": "met", "resolution": "met"}


def test_the_next_answer_waits_for_the_first_and_for_the_customer() -> None:
    answered = FRIDAY + MINUTE
    nobody_answered = Facts(FRIDAY, waiting_since=FRIDAY)
    customer_is_asked = Facts(FRIDAY, first_answer_at=answered)
    for facts in (nobody_answered, customer_is_asked):
        assert clock("next", facts, answered) == Clock("paused", None, None)


def test_the_next_answer_is_due_from_when_the_customer_waits() -> None:
    facts = Facts(FRIDAY, first_answer_at=FRIDAY, waiting_since=ms("2026-11-27 22:00"))
    assert clock("next", facts, FRIDAY + 4 * HOUR).due_at == ms("2026-11-28 10:30")
    assert clock("next", facts, ms("2026-11-28 10:31")).state == "breached"


def test_a_pause_holds_the_resolution() -> None:
    opened = ms("2026-11-23 09:00")
    paused = Facts(opened, pauses=((ms("2026-11-23 10:00"), ms("2026-11-24 10:00")),))
    assert clock("resolution", Facts(opened), opened).due_at == ms("2026-11-23 19:00")
    assert clock("resolution", paused, opened).due_at == ms("2026-11-24 19:00")


def test_a_pause_inside_another_ends_with_it() -> None:
    day = ms("2026-11-23 10:00"), ms("2026-11-24 10:00")
    hour = ms("2026-11-23 11:00"), ms("2026-11-23 12:00")
    opened = ms("2026-11-23 09:00")
    for pauses in ((day, hour), (hour, day)):
        found = clock("resolution", Facts(opened, pauses=pauses), opened)
        assert found.due_at == ms("2026-11-24 19:00")


def test_what_falls_due_as_a_pause_begins_is_due_then() -> None:
    opened, due = ms("2026-11-23 09:00"), ms("2026-11-23 19:00")
    facts = Facts(opened, pauses=((due, due + HOUR),))
    assert clock("resolution", facts, opened).due_at == due


def test_a_pause_that_lasts_keeps_what_is_left() -> None:
    opened = ms("2026-11-23 09:00")
    facts = Facts(opened, pauses=((ms("2026-11-23 18:00"), None),))
    found = clock("resolution", facts, ms("2026-11-26 09:00"))
    assert found.state == "paused"
    assert found.due_at == ms("2026-11-26 10:00")


def test_a_pause_to_come_has_not_begun() -> None:
    opened = ms("2026-11-23 09:00")
    facts = Facts(opened, pauses=((ms("2026-11-23 11:00"), ms("2026-11-23 12:00")),))
    assert clock("resolution", facts, ms("2026-11-23 10:00")).state == "running"
    assert clock("resolution", facts, ms("2026-11-23 11:00")).state == "paused"
    assert clock("resolution", facts, ms("2026-11-23 12:00")).state == "running"


def test_a_pause_mends_nothing_that_was_late_before() -> None:
    opened = ms("2026-11-23 09:00")
    facts = Facts(opened, pauses=((ms("2026-11-24 10:00"), None),))
    found = clock("resolution", facts, ms("2026-11-26 09:00"))
    assert found == Clock("breached", ms("2026-11-23 19:00"), ms("2026-11-23 17:00"))


def test_who_resolves_what_was_paused_is_in_time() -> None:
    opened = ms("2026-11-23 09:00")
    facts = Facts(opened, resolved_at=opened + 900 * HOUR, pauses=((opened + HOUR, None),))
    assert clock("resolution", facts, opened + 999 * HOUR).state == "met"


def test_a_promise_that_is_not_made_has_no_clock() -> None:
    assert list(clocks(Facts(FRIDAY), Targets(first=5), SHOP, FRIDAY)) == ["first"]
    assert clocks(Facts(FRIDAY), Targets(), SHOP, FRIDAY) == {}


def test_where_nobody_ever_comes_nothing_is_due() -> None:
    never = calendar(week={})
    assert clock("first", Facts(FRIDAY), FRIDAY, never) == Clock("running", None, None)


def test_the_warning_comes_when_it_is_told_to() -> None:
    early = clocks(Facts(FRIDAY), ALL, None, FRIDAY, warn_percent=50)["first"]
    assert early.warn_at == FRIDAY + 30 * MINUTE


lasting = st.one_of(st.none(), st.integers(0, 100))
pauses_of = st.lists(st.tuples(st.integers(0, 200), lasting), max_size=4)
minutes = st.integers(1, 5_000)


def pauses(since: int, drawn: list[tuple[int, int | None]]) -> tuple[Pause, ...]:
    """Some overlap, some last on, and some are to come."""
    return tuple(
        (since + start * HOUR, None if length is None else since + (start + length) * HOUR)
        for start, length in drawn
    )


@given(times, minutes, st.integers(0, 10_000))
def test_without_a_calendar_it_is_plain_arithmetic(opened: int, target: int, late: int) -> None:
    now = opened + late * MINUTE
    found = clocks(Facts(opened), Targets(first=target, resolution=target), None, now)
    due, warn = opened + target * MINUTE, opened + target * 45_000
    assert found["first"] == found["resolution"]
    assert found["first"] == Clock("running" if now <= due else "breached", due, warn)


@given(calendars, times, minutes, pauses_of, st.integers(0, 400))
def test_a_pause_never_makes_a_due_time_earlier(
    where: Calendar | None,
    opened: int,
    target: int,
    drawn: list[tuple[int, int | None]],
    hours: int,
) -> None:
    now, every = opened + hours * HOUR, pauses(opened, drawn)

    def due(number: int) -> float:
        facts = Facts(opened, pauses=every[:number])
        at = clocks(facts, Targets(resolution=target), where, now)["resolution"].due_at
        return float("inf") if at is None else at

    dues = [due(number) for number in range(len(every) + 1)]
    assert dues == sorted(dues)


@given(calendars, times, minutes, st.lists(st.integers(0, 100), max_size=4))
def test_the_time_outside_pauses_until_it_is_due_is_the_target(
    where: Calendar | None, opened: int, target: int, lengths: list[int]
) -> None:
    # Each begins a day after the one before has ended.
    ends = opened
    apart: list[tuple[int, int]] = []
    for length in lengths:
        apart.append((ends + 24 * HOUR, ends + (24 + length) * HOUR))
        ends = apart[-1][1]
    found = clocks(Facts(opened, pauses=apart), Targets(resolution=target), where, opened)
    due = found["resolution"].due_at
    if due is not None:
        paused = sum(open_ms_between(where, min(a, due), min(b, due)) for a, b in apart)
        assert open_ms_between(where, opened, due) - paused == target * MINUTE


@given(calendars, times, minutes, pauses_of, st.integers(0, 400), st.integers(0, 400))
def test_a_clock_warns_before_it_is_due_and_what_was_late_stays_late(
    where: Calendar | None,
    opened: int,
    target: int,
    drawn: list[tuple[int, int | None]],
    hours: int,
    more: int,
) -> None:
    facts = Facts(opened, pauses=pauses(opened, drawn))
    states = []
    for now in (opened + hours * HOUR, opened + (hours + more) * HOUR):
        found = clocks(facts, Targets(resolution=target), where, now)["resolution"]
        states.append(found.state)
        if found.due_at is not None:
            assert found.warn_at is not None
            assert found.warn_at <= found.due_at
    assert states[0] != "breached" or states[1] == "breached"


def test_targets_are_those_of_the_priority() -> None:
    settings = {"high": {"first": 30, "resolution": 480}, "low": {}}
    assert Targets.parse(settings, "high") == Targets(first=30, resolution=480)
    assert Targets.parse(settings, "low") == Targets.parse(settings, "normal") == Targets()


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({"highest": {}}, "#/highest"),
        ({"high": 30}, "#/high"),
        ({"high": {"last": 30}}, "#/high/last"),
        ({"high": {"first": 0}}, "#/high/first"),
        ({"high": {"first": 1.5}}, "#/high/first"),
        ({"high": {"first": True}}, "#/high/first"),
        ({"high": {"first": 525_601}}, "#/high/first"),
        ({"high": {"first": None}}, "#/high/first"),
    ],
)
def test_a_wrong_target_is_named_with_its_place(settings: dict[str, Any], place: str) -> None:
    with pytest.raises(ValueError, match=f"^{place}:"):
        Targets.parse(settings, "low")
