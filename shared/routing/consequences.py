"""What follows of a decision for the agents' loads and for the queues, in its own transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from shared import configuration
from shared.configuration import stored
from shared.configuration.teams import Agent
from shared.routing import agents, queues
from shared.routing.agents import Seat
from shared.routing.queues import Waiting
from shared.table import Action, Item
from shared.wording import languages

Agents = Mapping[str, Agent]
# Fixed by what follows, not by who decides.
FOLLOWING: Final = ("weight", "assigned_at", "queued_at", "language")
_WORK: Final = ("open", "pending")  # a snoozed or resolved conversation weighs nothing


def settled(
    before: Item,
    decision: Item,
    *,
    seat: Seat | None = None,
    known: Agents | None = None,
    last: str | None = None,
) -> tuple[Item, list[Action]]:
    """``decision``, made upon the summary ``before``, with what follows of it, and the actions that
    make it so.

    ``seat`` was found free for it and must still be. ``known`` are the registered agents; None
    reads them where it matters. Somebody who is not registered is free to work as ever: nothing
    is counted. ``last`` had the customer before; None if that is whose the conversation was.
    """
    after, load_actions = _weighed(before, decision, seat, known)
    after, queue_actions = _queued(before, after, known, last)
    return after, [*load_actions, *queue_actions]


def joined(before: Item, others: Sequence[Item], after: Item) -> list[Action]:
    """The actions by which only ``after`` weighs and waits, which the summaries ``before`` and
    ``others`` have become. How it stands is how one of them did."""
    decided = [one for one in (before, *others) if "version" in one]
    goes_on = next((one for one in decided if _stands(one) == _stands(after)), None)
    actions, given_back = [], Counter[str]()
    for one in decided:
        place = _place(one)
        if place and not (one is goes_on and one is before):
            actions.append(queues.leaving(*place))
        if one is not goes_on and (who := holder(one)) and one.get("weight"):
            given_back[who] += one["weight"]
    if goes_on is not before and (place := _place(after)):
        actions.append(queues.joining(*place))
    return [*actions, *(agents.leaving(who, weight, 0) for who, weight in given_back.items())]


def _stands(summary: Item) -> list[object]:
    return [summary.get(name) for name in ("owner", "status", *FOLLOWING)]


def holder(item: Item) -> str | None:
    """The agent who works on it."""
    kind, _, name = str(item["owner"]).partition(":")
    return name if kind == "agent" and item["status"] in _WORK else None


def _weighed(
    before: Item, decision: Item, seat: Seat | None, known: Agents | None
) -> tuple[Item, list[Action]]:
    was, now = holder(before), holder(decision)
    if was == now:
        return decision, []
    after, actions = {**decision, "weight": None, "assigned_at": None}, []
    if was and before.get("weight"):
        held_ms = decision["at"] - (before.get("assigned_at") or decision["at"])
        actions.append(agents.leaving(was, before["weight"], held_ms))
    if now and (agent := _registered(now, known)):
        weight = seat.weight if seat else agents.weight(agent, before["channel"])
        actions.append(agents.taking(now, weight, decision["at"], seat))
        after |= {"weight": weight, "assigned_at": decision["at"]}
    return after, actions


def _queued(
    before: Item, decision: Item, known: Agents | None, last: str | None
) -> tuple[Item, list[Action]]:
    place, team = _place(before), _team(decision)
    if not place and not team:
        return decision, []
    if team and (not place or place[0] != team) and not _is_staffed(team, known):
        team = None
    since = (before.get("queued_at") or decision["at"]) if team else None
    after = {**decision, "queued_at": since, "language": _language(before) if since else None}
    shown = {**before, **after, "pk": before["pk"]}
    had = last or (before.get("assignee") if not place else place[1].last)
    to = (team, queues.waiting_of(shown, since, had)) if team and since else None
    if to == place:
        return after, []
    actions = [queues.joining(*to)] if to else []
    if place and (not to or (place[0], place[1].sk) != (to[0], to[1].sk)):
        actions.append(queues.leaving(*place))
    return after, actions


def _language(summary: Item) -> str | None:
    """What whoever gets it should speak, as far as it is known."""
    return languages.known(summary, configuration.load().policy) or None


def _team(item: Item) -> str | None:
    """The team whose turn it is."""
    kind, _, name = str(item["owner"]).partition(":")
    return name if kind == "team" and item["status"] == "open" else None


def _place(summary: Item) -> tuple[str, Waiting] | None:
    since, team = summary.get("queued_at"), _team(summary)
    if since is None or team is None:
        return None
    return team, queues.waiting_of(summary, since, None)


def _registered(name: str, known: Agents | None) -> Agent | None:
    if known is not None:
        return known.get(name)
    said = stored.document("agents", name)
    return None if said is None else Agent.parse(name, said)


def _is_staffed(team: str, known: Agents | None) -> bool:
    agents_of = configuration.load().agents if known is None else known
    return any(team in agent.teams for agent in agents_of.values())
