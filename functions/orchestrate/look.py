"""Lambda: looks at a conversation and says what is to be done about it now."""

from functools import partial
from typing import Any

from shared import clock, configuration, conversations, history
from shared.configuration import Configuration
from shared.delivery import waiting
from shared.errors import Unavailable
from shared.ids import MessageId
from shared.planning.plan import Plan, nothing_to_do, plan
from shared.planning.resolving import answer_to_judge
from shared.promises import overtaken
from shared.table import Item
from shared.windows import window


def lambda_handler(event: dict[str, Any], context: object) -> Plan:
    """Takes and returns ``conversation``, ``cause`` and ``looks``, how often it has looked.

    ``cause`` names the message that has come, or several, parted by spaces; none if it is only
    time that has passed.

    Raises Unavailable while the follower has not made the summary.
    """
    summary = conversations.summary(event["conversation"])
    if summary is None:
        raise Unavailable("this conversation has no summary yet")
    handled = summary.get("handled_through", "")
    new = _new(summary, handled, event["cause"])
    run = {
        "conversation": conversations.conversation_of(summary),
        "cause": event["cause"],
        "looks": event["looks"] + 1,
    }
    if event["cause"] and not new:
        return {**run, "nothing_new": True}
    now = clock.now_ms()
    wanted = configuration.load()
    making = partial(
        plan,
        summary,
        new,
        wanted,
        now=now,
        answer=_answer(summary, wanted.policy.resolve_after_ms, now),
        answers=_answers(summary, new, wanted),
    )
    planned = making(window_open=True)
    # Read from the log, so only where something hangs on it.
    said = planned["reply"] or planned["ask"] or planned["survey"]
    open_now = bool(said or waiting.anything(summary)) and window.is_open(summary, now)
    if said and not open_now:
        planned = making(window_open=False)
    if planned["wait_s"]:  # looking again after that is no second try
        return {**run, **planned, "looks": event["looks"], "nothing_new": False}
    # Each decision names the version that it is made upon; a step hands on the one after it.
    decided = {"version": planned.pop("version")}
    release = open_now and waiting.anything(summary)
    nothing_new = nothing_to_do(planned, handled) and not release
    seen = {"handles": planned["through"] > handled, "nothing_new": nothing_new}
    return {**run, **planned, **seen, "decided": decided, "release": release}


def _answer(summary: Item, resolve_after_ms: int, now: int) -> Item | None:
    """Our newest one, read only where it decides whether the conversation is resolved."""
    newest = answer_to_judge(summary, resolve_after_ms, now)
    return history.find(MessageId.parse(newest)) if newest else None


def _answers(summary: Item, new: list[Item], wanted: Configuration) -> list[int]:
    """When people answered since the first of ``new``, read only where some did before this look
    and somebody has promised when."""
    if not overtaken(summary, new, wanted):
        return []
    return history.answers_since(summary, min(message["received_at"] for message in new))


def _new(summary: Item, handled: str, cause: str) -> list[Item]:
    """What arrived since, and the cause: its put may have come after a later message's."""
    found = {str(MessageId.of(item)): item for item in history.arrived_since(summary, handled)}
    for name in cause.split():
        if name not in found and (item := _cause(summary, name)):
            found[name] = item
    return sorted(found.values(), key=history.arrival)


def _cause(summary: Item, cause: str) -> Item | None:
    try:
        message = MessageId.parse(cause)
    except ValueError:
        return None
    item = history.find(message)
    mine = message.conversation in conversations.partitions(summary)
    return item if item and mine and item["direction"] == "inbound" else None
