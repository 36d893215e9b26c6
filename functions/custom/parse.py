"""The other system's payload, taken apart: every event of a batch, one by one."""

from typing import Any

from functions.custom.contents import Content, content_of
from functions.custom.facts import FACTS
from functions.custom.moments import moment
from shared.intake import json_body
from shared.intake.bounding import bounded
from shared.intake.fields import Fields, Unfit, needed_text, text
from shared.messages import Parsed, Said, Unreadable


def parse(body: bytes) -> list[Parsed]:
    """What ``{"account"?: "…", "events": […]}`` says, in its order; typing says nothing.

    An event that cannot be used is Unreadable and holds a payload of its own, which ``parse``
    takes again after a fix. Raises ValueError if the whole is unreadable, TooMuchUnreadable.
    """
    payload = json_body.read(body)
    if not isinstance(payload, dict):
        raise ValueError("not of the contract")
    account, events = payload.get("account", ""), payload.get("events")
    if not (isinstance(account, str) and isinstance(events, list)):
        raise ValueError("not of the contract")
    parsed = (_parsed(event, account) for event in events)
    return bounded(told for told in parsed if told is not None)


def _parsed(event: Any, account: str) -> Parsed | None:
    try:
        if not isinstance(event, dict):
            raise Unfit("no object")
        return _event(event, account)
    except Unfit as reason:
        return Unreadable(str(reason), {"account": account, "events": [event]})


def _event(event: Fields, account: str) -> Parsed | None:
    kind, who = needed_text(event, "kind"), needed_text(event, "contact")
    if kind == "typing":
        return None
    if kind in FACTS:
        return FACTS[kind](event, account, who)
    return _said(event, account, who, content_of(event) if kind == "message" else _unknown(event))


def _unknown(event: Fields) -> Content:
    """Of a kind that the contract does not know yet: kept and shown as such."""
    return "unsupported", text(event, "text"), {"kind": event["kind"], "raw": dict(event)}


def _said(event: Fields, account: str, who: str, content: Content) -> Said:
    """``at`` may be left out: then the first arrival counts, since the id alone makes it known."""
    if (direction := event.get("direction", "inbound")) not in ("inbound", "outbound"):
        raise Unfit("unknown direction")
    return Said(
        account,
        who,
        needed_text(event, "id"),
        moment(event) if "at" in event else 0,
        *content,
        reply_to=text(event, "reply_to") or None,
        name=text(event, "name") or None,
        echo=direction == "outbound",
        our_id=text(event, "our_id") or None,
    )
