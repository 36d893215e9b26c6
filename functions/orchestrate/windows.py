"""A window's timer has rung: sets the next, closes what has ended, has the workflow tell whoever
must hear that a customer waits."""

from typing import Any, Final

from functions.orchestrate.window_plan import Plan, WindowRules, plan
from shared import clock, conversations, history, machines, table
from shared.channels import CHANNELS
from shared.settings import settings
from shared.table import Item, to_wire
from shared.windows import timer

RULES: Final = ("S#window", "default")


def rang(conversation: str, end: int) -> None:
    """``end``, in ms, is that of the window which the chain of rings began with.

    Most windows need nobody: they take no run of the workflow. Whatever is done is found done by
    a repetition. Raises Unavailable or RunFailed.
    """
    summary = conversations.summary(conversation)
    if summary is None:
        return
    planned = plan(
        summary, _since_opened(summary, end), end, clock.now_ms(), _rules(summary["channel"])
    )
    # Before all else, so that nothing can keep the window from being looked at again.
    if ring := planned["ring"]:
        # A chain that was begun under another name of the conversation ends here.
        own = conversations.conversation_of(summary) == conversation
        timer.arm(summary, ring["end"], ring["at"], end if own else 0)
    if planned["closing"]:
        table.put_if_absent(planned["closing"])
    if planned["notice"] or planned["say"]:
        machines.run(settings().window_machine_arn, _to_do(summary, planned))


def _since_opened(summary: Item, end: int) -> list[Item]:
    """Usually a day of messages; more only if the timer rings late."""
    rule = CHANNELS[summary["channel"]].window
    return history.since(summary, max(0, end - rule.lasts_ms if rule else end))


def _rules(channel: str) -> WindowRules:
    """``templates`` has templates by channel; ``template`` counts for each of the others."""
    item = table.get(*RULES) or {}
    template = (item.get("templates") or {}).get(channel) or item.get("template") or {}
    said = dict(template) if CHANNELS[channel].templates else {}
    return WindowRules(str(item.get("last_message") or ""), said)


def _to_do(summary: Item, planned: Plan) -> dict[str, Any]:
    """The run's input; items are in DynamoDB's form, as the workflow puts them."""
    notice = planned["notice"]
    return {
        "conversation": conversations.conversation_of(summary),
        "notice": notice and {**notice, "item": to_wire(notice["item"])},
        "say": planned["say"],
    }
