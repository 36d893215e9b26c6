"""Random customers, agents, outages, crashes and jumps of the clock, and what always holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import clock
from tests import machines
from tests.clock import SteppingClock
from tests.conftest import running_cloud
from tests.faults import CrashPoint
from tests.journeys import business, laws
from tests.journeys.people import CUSTOMERS, SCOPED, People
from tests.journeys.platform import Platform
from tests.journeys.told import DAY, HOUR, MINUTE, TOLD, Action
from tests.journeys.world import World

START = 1_767_225_600_000

_customers = st.sampled_from(CUSTOMERS)
_phones = st.sampled_from(sorted(SCOPED))
_agents = st.sampled_from(sorted(business.CAPACITIES))
_writes: st.SearchStrategy[Action] = st.tuples(
    st.just("writes"), _customers, st.sampled_from(business.WORDS)
)
_agents_deeds: st.SearchStrategy[Action] = st.one_of(
    st.tuples(st.just("answers"), _agents, _customers),
    st.tuples(st.just("answers anyway"), _agents, _customers),
    st.tuples(st.just("answers elsewhere"), _phones),
    st.tuples(st.just("sets"), _agents, _customers, st.sampled_from(("resolved", "pending"))),
    st.tuples(st.just("snoozes"), _agents, _customers, st.sampled_from((5, 600))),
    st.tuples(
        st.just("hands"), _agents, _customers, st.sampled_from(("ana", "ben", "bot", business.TEAM))
    ),
    st.tuples(st.just("is"), _agents, st.sampled_from(("online", "away", "offline"))),
)
_actions: st.SearchStrategy[Action] = st.one_of(
    _agents_deeds,
    _agents_deeds,
    st.tuples(st.just("meddles"), st.integers(0, 30), _agents_deeds),
    st.tuples(
        st.just("forestalls"),
        st.sampled_from(("a transaction", "a seat", "a claim")),
        st.one_of(_agents_deeds, st.tuples(st.just("writes"), _customers, st.just("STOP"))),
    ),
    st.tuples(st.just("crowd"), st.booleans()),
    st.tuples(st.just("at once"), *[_writes] * 3),
    _writes,
    st.tuples(st.just("writes"), _customers, st.sampled_from(("STOP", "START"))),
    st.tuples(st.just("late"), _customers, st.sampled_from((MINUTE, 2 * HOUR, 23 * HOUR))),
    st.tuples(
        st.just("presses"), _customers, st.sampled_from(("hours", "person", "order", "done"))
    ),
    st.tuples(st.just("rates"), _customers, st.integers(1, 5)),
    st.tuples(st.just("joins"), _phones, st.sampled_from((*business.WORDS, "STOP"))),
    st.tuples(st.just("platform"), st.sampled_from(("up", "down", "busy", "silent"))),
    st.tuples(st.just("crash"), st.integers(0, 30), st.sampled_from(("before", "after"))),
    st.tuples(
        st.just("waits"),
        st.sampled_from((20_000, 3 * MINUTE, 40 * MINUTE, 5 * HOUR, 25 * HOUR, 3 * DAY)),
        st.booleans(),
    ),
)


@contextmanager
def begun(seed: int) -> Iterator[tuple[World, People]]:
    """A cloud of its own, with the business in it."""
    stepping = SteppingClock(START)
    with (
        pytest.MonkeyPatch.context() as patch,
        clock.running_on(stepping),
        running_cloud(patch),
    ):
        business.opened(patch)
        deployed = machines.installed(patch)
        deployed.deploy("InboundMachine", "INBOUND_MACHINE_ARN")
        deployed.deploy("WindowMachine", "WINDOW_MACHINE_ARN")
        chance = Random(seed)  # noqa: S311 - the same for the same seed
        world = World(stepping, chance, Platform(stepping))
        people = People(world)
        world.platform.may_take = people.may_be_sent
        world.watch.capacities, world.watch.weights = business.CAPACITIES, business.WEIGHTS
        people.is_now("ana", "online")
        yield world, people


def act(world: World, people: People, action: Action) -> None:
    match action:
        case ("writes", customer, text):
            people.writes(customer, text)
        case ("late", customer, ms):
            people.writes(customer, "hello", late_ms=ms)
        case ("presses", customer, choice):
            people.presses(customer, choice)
        case ("answers", agent, customer):
            people.answers(agent, customer)
        case ("answers anyway", agent, customer):
            people.answers(agent, customer, fallback="template")
        case ("answers elsewhere", customer):
            people.answers_elsewhere(customer)
        case ("rates", customer, score):
            people.rates(customer, score)
        case ("joins", customer, text):
            people.joins(customer, text)
        case ("sets", agent, customer, status):
            people.sets(agent, customer, status)
        case ("snoozes", agent, customer, minutes):
            people.sets(agent, customer, "snoozed", minutes)
        case ("hands", agent, customer, to):
            people.hands(agent, customer, to)
        case ("is", agent, presence):
            people.is_now(agent, presence)
        case ("platform", mood):
            world.platform.mood = mood
        case ("at once", *deeds):
            for deed in deeds:
                act(world, people, deed)
        case ("meddles", calls, deed):
            world.meddler.plan(calls, partial(act, world, people, deed))
        case ("forestalls", place, deed):
            world.meddler.plan(0, partial(_through, world, people, deed), place)
        case ("crowd", crowded):
            world.crowded(crowded)
        case ("crash", call, when):
            world.crash = CrashPoint(call, when)
        case ("waits", ms, asleep):
            world.advance(ms, asleep=asleep)
            laws.when_swept(world)


def _through(world: World, people: People, deed: Action) -> None:
    """Done, and what it leads to as well."""
    act(world, people, deed)
    world.others()


def play(actions: list[Action], seed: int, rest_ms: int = 4 * DAY) -> None:
    """Act, now and then before what was caused before has come to rest; then let time pass."""
    with begun(seed) as (world, people):
        for action in actions:
            act(world, people, action)
            if world.settle(world.chance.choice((0, 1, 3, 399, 399))):
                laws.always(world, people)
        world.crash, world.meddler.act, world.platform.mood = None, None, "up"
        world.advance(rest_ms)
        if waiting := people.waits_for():
            for customer in waiting:
                people.writes(customer, "thanks")
            world.advance(20 * MINUTE)
            laws.all_went(people)
            world.advance(rest_ms)
        laws.in_the_end(world, people)


@pytest.mark.parametrize("actions", TOLD.values(), ids=TOLD)
def test_on_a_journey_that_is_told_every_law_holds(actions: list[Action]) -> None:
    play(actions, 0, rest_ms=30 * HOUR)  # a window, and a day at work


@settings(max_examples=4 if settings().max_examples <= 100 else 120)  # each takes seconds
@given(actions=st.lists(_actions, min_size=5, max_size=12), seed=st.integers(0, 2**16))
def test_whatever_happens_nobody_is_forgotten_and_nothing_said_that_must_not_be(
    actions: list[Action], seed: int
) -> None:
    play(actions, seed)
