"""The transaction that accepts a message: its parts, from what the conversation looked like."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared import clock, deciding, episodes, table
from shared.configuration import Policy, load
from shared.configuration.teams import team_of
from shared.drafts import Mark
from shared.folding import changes
from shared.folding.summary import fold
from shared.idempotency import Idempotency
from shared.ids import MessageId
from shared.limits import automation
from shared.notices import consent, remembered
from shared.routing.consequences import settled
from shared.table import Action, Item
from shared.wording import offering


def actions(
    summary: Item,
    messages: list[Item],
    idempotency: Idempotency | None,
    take_over_by: str | None,
    marks: tuple[Mark, ...],
    *,
    template: Item | None = None,
    policy: Policy | None = None,
) -> list[Action]:
    """What makes ``messages`` ours to send, all together: they, their places, who may speak.

    They are one answer, known by the first. Those that are held have their places among what
    waits for the customer, and ``template``, if there is one, goes in their stead. ``policy`` is
    given for what is said automatically, which the summary remembers for a while.

    The summary is folded here already, as the follower would do it: it then finds nothing to write.
    """
    first = messages[0]
    message_id = str(MessageId.of(first))
    sent = [*messages, *([template] if template else [])]
    folded = changes.between(summary, fold(summary, sent))
    after = {
        **folded,
        **_answered(summary, messages, marks, policy),
        "out_seq": sent[-1]["out_seq"],
    }
    made = [table.putting(message) for message in sent]
    if idempotency:
        made.append(table.putting(idempotency.item(message_id)))
    if take_over_by and not summary["owner"].startswith("agent:"):
        decision, following = _take_over(summary, take_over_by, message_id)
        after |= deciding.registers(summary, decision)
        made += [table.putting(decision), *following]
    kept = "waiting" if first["status"] == "held" else "outbox"
    places = {kept: [message["sk"] for message in messages]}
    if template:
        places["outbox"] = [template["sk"]]
    upon = [mark for mark in marks if mark.exact]
    if consent.is_notice(first):
        known = summary.get(remembered.PENDING)
        upon.append(Mark(remembered.PENDING, after[remembered.PENDING], exact=True, upon=known))
    if folded:
        upon.append(Mark("rev", folded["rev"], exact=True, upon=summary.get("rev")))
    return [*made, _placed(summary, places, after, upon)]


def _answered(
    summary: Item, messages: list[Item], marks: tuple[Mark, ...], policy: Policy | None
) -> dict[str, Any]:
    """What is no register of the log, and stands on the summary once ``messages`` are said."""
    first, last = messages[0], messages[-1]
    after: dict[str, Any] = {mark.name: mark.value for mark in marks}
    now, is_notice = clock.now_ms(), consent.is_notice(first)
    if policy:
        after[automation.SAID] = automation.after(summary, policy, now, turn=not is_notice)
    if is_notice:  # it answers nobody
        return {**after, remembered.PENDING: remembered.after(summary, first)}
    after |= {"answered_at": first["received_at"], "answered_id": str(MessageId.of(first))}
    if first["author_kind"] == "agent":
        after |= episodes.answered(summary, first["received_at"])
    if offering.is_numbered(last):
        after["offered_at"] = last["received_at"]  # from now on an answer may be a number
    return after


def marking(summary: Item, marks: Sequence[Mark]) -> Action:
    """What sets ``marks`` where nothing is said."""
    upon = [mark for mark in marks if mark.exact]
    conditions, values = _upon(upon)
    after = {mark.name: mark.value for mark in marks}
    return deciding.summary_update(
        summary, after, values=values, condition=" AND ".join(conditions)
    )


def _take_over(summary: Item, agent: str, message_id: str) -> tuple[Item, list[Action]]:
    """The decision, and what follows of it for the agent's load and the queue."""
    name = agent.removeprefix("agent:")
    team = team_of(load().agents.get(name), summary.get("team"))
    decision = deciding.decision_after(
        summary,
        {"owner": agent, "assignee": name, "team": team},
        by=agent,
        why="answered",
        cause=message_id,
        at=clock.now_ms(),
    )
    return settled(summary, decision)


def _placed(
    summary: Item,
    places: Mapping[str, list[str]],
    after: Mapping[str, Any],
    exact: Sequence[Mark],
) -> Action:
    before = summary.get("out_seq", 0)
    appended = [
        f"#{place} = list_append(if_not_exists(#{place}, :none), :to_{place})" for place in places
    ]
    values: dict[str, Any] = {":none": [], **{f":to_{name}": sks for name, sks in places.items()}}
    conditions, upon = _upon(exact)
    conditions.append("#out_seq = :before" if before else "attribute_not_exists(#out_seq)")
    return deciding.summary_update(
        summary,
        after,
        also=", ".join(appended),
        values=values | upon | ({":before": before} if before else {}),
        condition=" AND ".join(conditions),
    )


def _upon(marks: Sequence[Mark]) -> tuple[list[str], dict[str, Any]]:
    """The conditions that what ``marks`` take the place of is what they were made upon."""
    there = [mark for mark in marks if mark.upon is not None]
    gone = [f"attribute_not_exists(#{mark.name})" for mark in marks if mark.upon is None]
    same = [f"#{mark.name} = :upon_{mark.name}" for mark in there]
    return same + gone, {f":upon_{mark.name}": mark.upon for mark in there}
