"""Service levels whatever happens when: nothing is told twice, and no breach is passed over."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared import episodes
from shared.configuration import Configuration, Policy, Team
from shared.planning.promising import BREACH, part
from shared.planning.sight import Sight
from shared.promises import promised
from shared.table import Item
from tests import log

MINUTE = 60_000
START = 1_767_225_600_000
LEVELS = {"normal": {"first": 20, "next": 40, "resolution": 90}}
CONFIGURATION = Configuration(Policy(), teams={"sales": Team("sales", service_levels=LEVELS)})

# What happens, and how many minutes after what was before.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "ask", "answer", "look", "open", "pending", "resolved"]),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=12,
)


def new() -> Item:
    standing = {"owner": "team:sales", "team": "sales", "status": "open", "episode": 1}
    of = log.inbound("x", START)
    return {**standing, **{name: of[name] for name in ("pk", "channel", "account", "identity")}}


def looked(
    summary: Item, talk: list[Item], now: int, told: list[Any], answers: Sequence[int] = ()
) -> Sight:
    """The workflow looks until it has nothing more to tell, as its timer makes it."""
    while True:
        sight = Sight(dict(summary), talk, CONFIGURATION, now, True, talk=talk, answers=answers)
        notice = part(sight)
        if not sight.unfinished:
            summary |= episodes.asked(summary, talk)
        if notice is None:
            return sight
        told.append((notice["what"], notice["mark"], notice["start"]))
        summary[notice["mark"]] = int(notice["start"])


def decided(summary: Item, status: str, now: int, **more: Any) -> Item:
    after = {**summary, "status": status, **more}
    kept = after | episodes.passing(summary, after, now)
    return {name: value for name, value in kept.items() if value is not None}


def play(steps: list[tuple[str, int]], *, rings: bool = True) -> list[Any]:
    told: list[Any] = []
    summary, now, ring = new(), START, 0
    for what, minutes in steps:
        later = now + minutes * MINUTE
        while rings and ring and ring <= later:  # each timer rings in time
            now = ring
            ring = min(looked(summary, [], now, told).looks, default=0)
        now, talk = later, []
        if what == "answer":
            summary |= episodes.answered(summary, now)
            continue
        if what == "ask":
            talk = [log.inbound(str(now), now)]
            again = int(summary["status"] == "resolved")
            summary = decided(summary, "open", now, episode=summary["episode"] + again)
        elif what != "look":
            summary = decided(summary, what, now)
        ring = min(looked(summary, talk, now, told).looks, default=0)
    for name, clock in promised(summary, CONFIGURATION, now).items():
        marked = summary.get(f"breached_{name}")
        answered_late = name == "first" and clock.state == "breached"
        assert clock.state != "breached" or marked or answered_late
    return told


@given(STEPS)
def test_each_clock_is_told_of_at_most_once_a_run(steps: list[tuple[str, int]]) -> None:
    told = play(steps)
    assert len(told) == len(set(told))


@given(STEPS)
def test_a_customer_whom_nobody_answers_is_always_told_of(steps: list[tuple[str, int]]) -> None:
    silent = [("ask", 1), *((what, minutes) for what, minutes in steps if what in ("ask", "look"))]
    told = play([*silent, ("look", 21)])
    assert [(what, mark) for what, mark, _ in told if "first" in mark][-1] == (
        BREACH,
        "breached_first",
    )


def late_answers(steps: list[tuple[str, int]]) -> list[str]:
    """Since when customers had waited whose answers, but for the first ones, came too late."""
    now, since, answered, found = START, 0, False, []
    for what, minutes in steps:
        now += minutes * MINUTE
        if what == "ask":
            since = since or now
        elif what == "answer" and since:
            if answered and now - since > LEVELS["normal"]["next"] * MINUTE:
                found.append(str(since))
            since, answered = 0, True
    return found


@given(STEPS, st.booleans())
def test_a_late_answer_is_told_of_whenever_the_timer_rings(
    steps: list[tuple[str, int]], rings: bool
) -> None:
    talk = [(what, minutes) for what, minutes in steps if what in ("ask", "answer", "look")]
    told = play([*talk, ("answer", 1), ("look", 1)], rings=rings)
    late = [since for what, mark, since in told if mark == "breached_next"]
    assert late == late_answers([*talk, ("answer", 1)])


def play_behind(steps: list[tuple[str, int]]) -> list[str]:
    """Nobody looks but where a step says so; since when those had waited who were told of."""
    told: list[Any] = []
    summary, now, came, answers = new(), START, list[Item](), list[int]()
    for what, minutes in steps:
        now += minutes * MINUTE
        if what == "ask":
            came.append(log.inbound(str(now), now))
        elif what == "answer":
            summary |= episodes.answered(summary, now)
            answers.append(now)
        else:
            since = came[0]["received_at"] if came else now
            looked(summary, came, now, told, [at for at in answers if at > since])
            came = []
    return [since for what, mark, since in told if (what, mark) == (BREACH, "breached_next")]


@given(STEPS)
def test_so_it_is_however_far_the_looks_are_behind(steps: list[tuple[str, int]]) -> None:
    talk = [(what, minutes) for what, minutes in steps if what in ("ask", "answer", "look")]
    talk.append(("answer", 1))
    assert play_behind([*talk, ("look", 1)]) == late_answers(talk)


@given(STEPS, st.integers(0, 10**9))
def test_a_timer_is_always_set_to_the_future(steps: list[tuple[str, int]], at: int) -> None:
    summary = {**new(), "opened_at": START, "opened_in": 1, "waiting_since": START}
    sight = Sight(summary, [], CONFIGURATION, START + at, True)
    part(sight)
    assert all(look > sight.now for look in sight.looks)
