"""Lambda: a window's timer has rung; says what is to be done about the window now."""

from typing import Any, Final

from functions.orchestrate.window_plan import Plan, WindowRules, plan
from shared import clock, conversations, history, keys, table, window_rings
from shared.channels import CHANNELS
from shared.table import Item, to_wire

RULES: Final = ("S#window", "default")


def lambda_handler(event: dict[str, Any], context: object) -> Plan:
    """``cause`` is the end, in ms, of the window that the chain of rings began with, ``at`` the
    time of this one. ``over``: the chain is, because the window is closed or another has its place.

    Items of the plan are in DynamoDB's form, as the workflow puts them.
    """
    conversation, end, at = event["conversation"], int(event["cause"]), event["at"]
    summary, now = conversations.summary(conversation), clock.now_ms()
    sk = keys.due_sk(window_rings.over_at(end), "window", conversation)
    timer = to_wire({"pk": keys.due_pk(conversation), "sk": sk})
    run: Plan = {"conversation": conversation, "early": now < at, "timer": timer, "over": True}
    nothing: Plan = dict.fromkeys(("ring", "notice", "say", "closing"))
    if summary is None or now < at:
        return {**run, **nothing}
    run["conversation"] = conversations.conversation_of(summary)
    planned = plan(summary, _since_opened(summary, end), end, now, _rules(summary["channel"]))
    # What was set under another name of the conversation has its entry there: it ends with this.
    was = end if run["conversation"] == conversation else 0
    ring = _ring(summary, planned["ring"], was, now)
    run["over"] = ring is None or ring["end"] != was
    return {**run, **planned, **_wired(planned), "ring": ring}


def _ring(summary: Item, ring: Plan | None, was: int, now: int) -> Plan | None:
    """One chain of rings at a time: another that still rings has the window in its care."""
    if ring is None or window_rings.rings_elsewhere(summary, was, now):
        return None
    return {**ring, "was": was}


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
