"""What holds whenever the world rests, read from the table and the platform alone."""

from collections import Counter
from collections.abc import Iterator

from shared import keys, table
from shared.history import arrival
from shared.table import Item
from tests.journeys.business import CAPACITIES, TEAM
from tests.journeys.people import People
from tests.journeys.world import World

ACKNOWLEDGING = frozenset({"greeting", "away", "default-reply", "help"})
_TOLD = frozenset({"window-reminder", "window-escalation", "service-level-warning"})


def always(world: World, people: People) -> None:
    """The laws that hold at any rest, however much is still to come."""
    assert not world.watch.wrongs, world.watch.wrongs
    assert not people.wrongs, people.wrongs
    assert not world.platform.wrongs, world.platform.wrongs
    _once_each(world)
    for summary in _summaries(world):
        _one_owner(summary)
    for agent in CAPACITIES:
        counted = (table.get(keys.AGENTS, agent) or {}).get("load", 0)
        assert counted == world.watch.holds(agent), f"{agent} has another load than {counted}"
    _in_line(world)


def in_the_end(world: World, people: People) -> None:
    """The laws that hold when every timer has rung: nobody is forgotten, nothing left over."""
    always(world, people)
    assert not world.wake.dead, world.wake.dead
    assert not world.send.dead, world.send.dead
    assert not world.wake.lines
    assert not world.send.lines
    assert not list(table.query(keys.PARKED, "!", "~~"))
    when_swept(world)
    for summary in _summaries(world):
        _handled(world, summary)
        _not_forgotten(world, people, summary)


def when_swept(world: World) -> None:
    """Right after a sweep nobody waits for an agent who has room, unless what failed has still to
    come back."""
    if not world.wake.lines and _queue():
        free = [agent for agent in CAPACITIES if _has_room(agent)]
        assert not free, f"somebody waits, and {free} are free"


def _summaries(world: World) -> Iterator[Item]:
    """Of every conversation that the follower has seen."""
    for pk in world.watch.messages:
        if (summary := table.get(pk, keys.SUMMARY)) and "kind" in summary:
            yield summary


def _once_each(world: World) -> None:
    times = Counter(taken.id for taken in world.platform.taken)
    twice = [name for name, many in times.items() if many > 1]
    assert not twice, twice


def _queue() -> list[str]:
    """Which conversations wait for an agent."""
    items = table.query(keys.queue_pk(TEAM), "0", "9~")
    return [keys.conversation_pk(item["sk"].split("#")[1]) for item in items]


def _in_line(world: World) -> None:
    """Whoever the team has, and nobody else, waits in its queue, in one place."""
    newest = [decisions[-1] for decisions in world.watch.decisions.values() if decisions]
    waiting = [d["pk"] for d in newest if (d["owner"], d["status"]) == (f"team:{TEAM}", "open")]
    assert sorted(_queue()) == sorted(waiting), "the queue is not whom the team has"


def _has_room(agent: str) -> bool:
    state = table.get(keys.AGENTS, agent) or {}
    return state.get("presence") == "online" and state["load"] < CAPACITIES[agent]


def _one_owner(summary: Item) -> None:
    decisions = list(table.query(summary["pk"], "D#", "D#~"))
    versions = [decision["version"] for decision in decisions]
    assert versions == list(range(1, len(versions) + 1))
    assert summary["version"] == len(versions)
    assert all(isinstance(d["owner"], str) and d["owner"] for d in decisions)
    if decisions:
        last = decisions[-1]
        for name in ("owner", "status", "episode", "consent"):
            assert summary[name] == last[name], (name, summary[name], last[name])


def _handled(world: World, summary: Item) -> None:
    inbound = [m for m in world.watch.messages[summary["pk"]] if m["direction"] == "inbound"]
    assert summary.get("handled_through", "") >= max(map(arrival, inbound)), "not handled"
    assert not summary.get("outbox"), "left in the outbox"


def _not_forgotten(world: World, people: People, summary: Item) -> None:
    """A question was answered, or somebody has it, or was told that it waits."""
    asked = people.asked.get(summary["pk"])
    if asked is None:
        return
    log = world.watch.messages[summary["pk"]]
    since = next(n for n, m in enumerate(log) if m.get("provider_id") == asked.provider_id)
    later = [table.get(m["pk"], m["sk"]) or m for m in log[since + 1 :]]
    if any(map(_answers, later)):
        return
    if any(_settles(decision, asked.at) for decision in world.watch.decisions[summary["pk"]]):
        return
    reminded = any(_tells(message) for message in later)
    with_people = summary["owner"] != "bot" and summary["status"] == "open"
    by_agents = any(d["by"].startswith("agent:") for d in world.watch.decisions[summary["pk"]])
    unsent = any(message["status"] in ("failed", "unknown") for message in later)
    # A reminder a day later is no excuse for a bot that never took the message up.
    assert with_people or (reminded and (by_agents or unsent)), f"forgotten: {summary}"
    assert reminded, f"with {summary['owner']}, who was never reminded"


def _answers(message: Item) -> bool:
    if message["direction"] != "outbound" or message["status"] in ("failed", "held", "queued"):
        return False
    return message.get("rule") not in ACKNOWLEDGING and message["author_kind"] != "system"


def _settles(decision: Item, asked_at: int) -> bool:
    """Whether by it somebody has seen to what was asked."""
    return decision["status"] in ("resolved", "snoozed") and decision["at"] >= asked_at


def _tells(message: Item) -> bool:
    return message["direction"] == "note" and any(what in message["content"] for what in _TOLD)
