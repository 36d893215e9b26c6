"""Lambda: a window's timer has rung; says what is to be done about the window now."""

from typing import Any, Final

from functions.orchestrate.window_plan import Plan, WindowRules, plan
from shared import clock, conversations, history, keys, table
from shared.channels import CHANNELS
from shared.table import Item, to_wire

RULES: Final = ("S#window", "default")


def lambda_handler(event: dict[str, Any], context: object) -> Plan:
    """``cause`` is the end, in ms, of the window that the timer was set for, ``at`` its time.

    Items of the plan are in DynamoDB's form, as the workflow puts them.
    """
    conversation, end, at = event["conversation"], int(event["cause"]), event["at"]
    summary, now = conversations.summary(conversation), clock.now_ms()
    timer = {"pk": keys.due_pk(conversation), "sk": keys.due_sk(at, "window", conversation)}
    run: Plan = {"conversation": conversation, "early": now < at, "timer": to_wire(timer)}
    nothing: Plan = dict.fromkeys(("ring", "notice", "say", "closing"))
    if summary is None or now < at:
        return {**run, **nothing}
    run["conversation"] = conversations.conversation_of(summary)
    planned = plan(summary, _since_opened(summary, end), end, now, _rules(summary["channel"]))
    return {**run, **planned, **_wired(planned)}


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


def _wired(planned: Plan) -> Plan:
    notice, closing = planned["notice"], planned["closing"]
    return {
        "notice": notice and {**notice, "item": to_wire(notice["item"])},
        "closing": closing and to_wire(closing),
    }
