"""What holds whenever the world rests, read from the table and the platform alone."""

from collections.abc import Iterator

from shared import keys, table
from shared.history import arrival
from shared.keys import lists
from shared.table import Item
from tests.journeys import outgoing, waiting
from tests.journeys.business import CAPACITIES, TEAM
from tests.journeys.people import People, pks_of
from tests.journeys.world import World


def always(world: World, people: People) -> None:
    """The laws that hold at any rest, however much is still to come."""
    assert not world.watch.wrongs, world.watch.wrongs
    assert not people.wrongs, people.wrongs
    assert not world.platform.wrongs, world.platform.wrongs
    for wrong in (outgoing.twice, outgoing.in_disorder, outgoing.asked_too_often):
        assert not wrong(world.watch, world.platform.taken)
    for summary in _summaries(world):
        _one_owner(world, summary)
    for agent in CAPACITIES:
        counted = (table.get(lists.AGENTS, agent) or {}).get("load", 0)
        assert counted == world.watch.holds(agent), f"{agent} has another load than {counted}"
    _in_line(world)


def in_the_end(world: World, people: People) -> None:
    """The laws that hold when every timer has rung: nobody is forgotten, nothing left over."""
    always(world, people)
    assert not world.wake.dead, world.wake.dead
    assert not world.send.dead, world.send.dead
    assert not world.wake.lines
    assert not world.send.lines
    assert not list(table.query(lists.PARKED, "!", "~~"))
    when_swept(world)
    for summary in _summaries(world):
        _handled(world, summary)
    for customer in people.asked:
        _not_forgotten(world, people, customer)


def when_swept(world: World) -> None:
    """Right after a sweep nobody waits for an agent who has room, unless what failed has still to
    come back."""
    if not world.wake.lines and _queue():
        free = [a for a in CAPACITIES for pk in _queue() if _has_room(a, world.watch.weight(a, pk))]
        assert not free, f"somebody waits, and {free} are free"


def _summaries(world: World) -> Iterator[Item]:
    """Of every conversation that the follower has seen, and that is no other name of one."""
    for pk in {*world.watch.messages} - {*world.watch.names}:
        if (summary := table.get(pk, keys.SUMMARY)) and "kind" in summary:
            yield summary


def _queue() -> list[str]:
    """Which conversations wait for an agent."""
    items = table.query(lists.queue_pk(TEAM), "0", "9~")
    return [keys.conversation_pk(item["sk"].split("#")[1]) for item in items]


def _in_line(world: World) -> None:
    """Whoever the team has, and nobody else, waits in its queue, in one place."""
    newest = world.watch.newest()
    waiting = [d["pk"] for d in newest if (d["owner"], d["status"]) == (f"team:{TEAM}", "open")]
    assert sorted(_queue()) == sorted(waiting), "the queue is not whom the team has"


def _has_room(agent: str, weight: int) -> bool:
    state = table.get(lists.AGENTS, agent) or {}
    return state.get("presence") == "online" and state["load"] + weight <= CAPACITIES[agent]


def _one_owner(world: World, summary: Item) -> None:
    decisions = list(table.query(summary["pk"], "D#", "D#~"))
    versions = [decision["version"] for decision in decisions]
    joined = summary["pk"] in world.watch.names.values()
    if not joined:  # else it may go on from where another one was
        assert versions == list(range(1, len(versions) + 1))
        assert summary["version"] == len(versions)
    assert all(isinstance(d["owner"], str) and d["owner"] for d in decisions)
    if decisions and not joined:
        assert _standing(summary) == _standing(decisions[-1])
        assert summary["consent"] == decisions[-1]["consent"]
    if joined:
        others = [pk for pk, to in world.watch.names.items() if to == summary["pk"]]
        logs = [decisions, *(world.watch.decisions[pk] for pk in others)]
        lasts = [_standing(log[-1]) for log in logs if log]
        assert not lasts or _standing(summary) in lasts, (_standing(summary), lasts)


def _standing(item: Item) -> tuple[object, ...]:
    return tuple(item[name] for name in ("owner", "status", "episode"))


def _handled(world: World, summary: Item) -> None:
    pks = [summary["pk"], *(pk for pk, to in world.watch.names.items() if to == summary["pk"])]
    log = [message for pk in pks for message in world.watch.messages[pk]]
    inbound = [arrival(m) for m in log if m["direction"] == "inbound"]
    assert summary.get("handled_through", "") >= max(inbound, default=""), "not handled"
    for pk in pks:
        assert not (table.get(pk, keys.SUMMARY) or {}).get("outbox"), "left in the outbox"


def all_went(people: People) -> None:
    """Right after the customers have answered, nothing waits for them any more."""
    for customer in people.waits_for():
        consents = {people.world.watch.consent(pk) for pk in pks_of(customer)}
        assert "out" in consents, "what an agent wrote never went"


def _not_forgotten(world: World, people: People, customer: str) -> None:
    pks = pks_of(customer)
    log = [message for message in world.watch.log if message["pk"] in pks]
    [asked] = [m for m in log if m.get("provider_id") == people.asked[customer]]
    summary = next(s for s in _summaries(world) if s["pk"] in pks)
    story = waiting.Story(
        asked=asked,
        log=[table.get(m["pk"], m["sk"]) or m for m in log],
        decisions=[decision for pk in pks for decision in world.watch.decisions[pk]],
        owner=summary["owner"],
        status=summary["status"],
        promised=summary.get("team") == TEAM,
    )
    wrong = waiting.wrong(story)
    assert not wrong, f"{wrong}: {summary}"
