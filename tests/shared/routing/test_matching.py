"""Who gets whom: pure, so any queue and any team can be tried."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shared.configuration.teams import Agent, Team
from shared.routing.agents import Seat, State, weight
from shared.routing.matching import Desk, match, may_take
from shared.routing.queues import Waiting

NOW = 1_767_225_600_000
SKILLS = st.frozensets(st.sampled_from(["refunds", "basque"]), max_size=2)
PRIORITIES = ("low", "normal", "high", "urgent")


def desk(name: str, load: int = 0, capacity: int = 5, at: int = 0, **more: object) -> Desk:
    presence = str(more.pop("presence", "online"))
    agent = Agent.parse(name, {"capacity": capacity, **more})
    return Desk(agent, State(name, presence, load, assigned_at=at))  # type: ignore[arg-type]


def waiting(name: str, since: int = 0, **more: object) -> Waiting:
    return Waiting(name, NOW - since, "whatsapp", **more)  # type: ignore[arg-type]


def matched(queue: list[Waiting], desks: list[Desk], team: Team) -> dict[str, Seat]:
    return match(sorted(queue, key=lambda one: one.turn), desks, team, NOW)


QUEUES = st.lists(
    st.builds(
        lambda n, since, priority, skills, channel: Waiting(
            f"c{n}", NOW - since, channel, priority, skills
        ),
        st.integers(0, 10**6),
        st.integers(0, 600_000),
        st.sampled_from(PRIORITIES),
        SKILLS,
        st.sampled_from(["whatsapp", "webchat"]),
    ),
    max_size=12,
    unique_by=lambda one: one.conversation,
)
DESKS = st.lists(
    st.builds(
        lambda n, load, capacity, skills, heavy, presence: desk(
            f"a{n}", load, capacity, skills=skills, weights={"webchat": heavy}, presence=presence
        ),
        st.integers(0, 10**6),
        st.integers(0, 6),
        st.integers(0, 5),
        SKILLS,
        st.integers(1, 3),
        st.sampled_from(["online", "online", "away", "offline"]),
    ),
    max_size=5,
    unique_by=lambda one: one.agent.id,
)
TEAMS = st.builds(
    lambda strategy, relax: Team("sales", strategy=strategy, relax_skills_after_ms=relax),
    st.sampled_from(["least-load", "round-robin"]),
    st.sampled_from([0, 300_000]),
)


@given(QUEUES, DESKS, TEAMS)
def test_nobody_gets_more_than_fits_and_only_who_is_there(
    queue: list[Waiting], desks: list[Desk], team: Team
) -> None:
    found, by_name = matched(queue, desks, team), {one.agent.id: one for one in desks}
    channels = {one.conversation: one.channel for one in queue}
    taken: dict[str, int] = {}
    for conversation, seat in found.items():
        at = by_name[seat.agent]
        assert at.state.presence == "online"
        assert seat.weight == weight(at.agent, channels[conversation])
        taken[seat.agent] = taken.get(seat.agent, at.state.load) + seat.weight
        assert taken[seat.agent] <= at.agent.capacity
        assert at.state.load <= seat.room


@given(QUEUES, DESKS, TEAMS)
def test_whoever_goes_without_could_have_nobody_whom_a_later_one_got(
    queue: list[Waiting], desks: list[Desk], team: Team
) -> None:
    found, by_name = matched(queue, desks, team), {one.agent.id: one.agent for one in desks}
    for one in queue:
        if one.conversation in found:
            continue
        for later in queue:
            seat = found.get(later.conversation)
            if seat is None or later.turn < one.turn:
                continue
            agent = by_name[seat.agent]
            # Lighter ones may still fit where a heavier one does not.
            fits = weight(agent, one.channel) <= seat.weight
            assert not (fits and may_take(agent, one, team, NOW))


@given(QUEUES, DESKS, TEAMS)
def test_skills_are_needed_until_they_are_relaxed(
    queue: list[Waiting], desks: list[Desk], team: Team
) -> None:
    waits = {one.conversation: one for one in queue}
    skills = {one.agent.id: one.agent.skills for one in desks}
    for conversation, seat in matched(queue, desks, team).items():
        one = waits[conversation]
        relaxed = 0 < team.relax_skills_after_ms <= NOW - one.since
        assert relaxed or one.skills <= skills[seat.agent]


@given(QUEUES, DESKS, TEAMS)
def test_no_free_agent_is_left_who_could_take_somebody(
    queue: list[Waiting], desks: list[Desk], team: Team
) -> None:
    found = matched(queue, desks, team)
    for one in desks:
        left = one.agent.capacity - one.state.load
        left -= sum(seat.weight for seat in found.values() if seat.agent == one.agent.id)
        for other in queue:
            if other.conversation in found or one.state.presence != "online":
                continue
            fits = weight(one.agent, other.channel) <= left
            assert not (fits and may_take(one.agent, other, team, NOW))


@given(QUEUES, DESKS, TEAMS)
def test_the_order_in_which_agents_are_read_does_not_matter(
    queue: list[Waiting], desks: list[Desk], team: Team
) -> None:
    assert matched(queue, desks[::-1], team) == matched(queue, desks, team)


def test_the_urgent_come_first_and_then_who_has_waited_longest() -> None:
    queue = [waiting("old", 9), waiting("urgent", 1, priority="urgent"), waiting("older", 99)]
    assert list(matched(queue, [desk("ana", capacity=2)], Team("sales"))) == ["urgent", "older"]


def test_the_same_agent_is_preferred_where_the_team_wants_it() -> None:
    one, desks = waiting("c", last="bo"), [desk("ana"), desk("bo", load=4)]
    assert match([one], desks, Team("sales"), NOW)["c"].agent == "bo"
    assert match([one], desks, Team("sales", same_agent=False), NOW)["c"].agent == "ana"


def test_turns_go_round_within_one_moment() -> None:
    team = Team("sales", strategy="round-robin")
    desks = [desk(name, at=NOW + 5, capacity=9) for name in ("ana", "bo", "cy")]
    queue = [waiting(f"c{n}") for n in range(6)]
    assert [s.agent for s in matched(queue, desks, team).values()] == ["ana", "bo", "cy"] * 2


def test_a_language_is_a_skill_of_who_speaks_only_some() -> None:
    one = waiting("c", 0, language="es-MX")
    english, any_language = desk("ana", languages=["en"]), desk("bo", load=4)
    spanish = desk("cy", load=3, languages=["es"])
    assert match([one], [english], Team("sales"), NOW) == {}
    assert match([one], [english, any_language], Team("sales"), NOW)["c"].agent == "bo"
    assert match([one], [any_language, spanish], Team("sales"), NOW)["c"].agent == "cy"
    late = replace(one, since=NOW - 300_000)
    assert match([late], [english], Team("sales"), NOW)["c"].agent == "ana"


def test_nobody_more_is_read_once_every_desk_is_full() -> None:
    taken: list[str] = []

    def queue() -> Iterator[Waiting]:
        for n in range(9):
            taken.append(f"c{n}")
            yield waiting(f"c{n}", 9 - n, skills=frozenset({"basque"} if n == 1 else ()))

    def read(*desks: Desk) -> int:
        taken.clear()
        match(queue(), desks, Team("sales"), NOW)
        return len(taken)

    assert read(desk("ana", capacity=2), desk("bo", presence="away")) == 3  # c1 is passed by
    assert read(desk("ana", load=5), desk("bo", capacity=0)) == 0
    assert read(desk("ana", weights={"whatsapp": 9})) == 9  # there may be one of another channel
    assert read(desk("ana", load=5, weights={"line": 0})) == 9
    assert read(desk("ana", load=4, weights={"line": 2})) == 1
