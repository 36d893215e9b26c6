"""/v1/messages/{id}/why: what was decided because of a message, what was said or not, and why."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Final

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from functions.agent_api.access import READ, principal_of, visible
from functions.agent_api.explaining import Seen, lines
from functions.agent_api.lines import Line
from functions.agent_api.problems import documented, not_found
from functions.agent_api.silence import why_silent
from shared import conversations, history, keys, reasons, standing, table, window
from shared.channels import CHANNELS
from shared.keys import MessageId
from shared.table import Item

router = Router()

_NEXT: Final = 50  # messages after it that are looked through, and those before it
_AT_ONCE: Final = 10  # things of one moment


class Explanation(BaseModel):
    message_id: str
    lines: list[Line]


@router.get(
    "/v1/messages/<message>/why",
    security=READ,
    summary="Why a message was answered or not, sent, held, refused or routed",
    tags=["messages"],
    responses=documented(403, 404, 422),
)
def get_why(message: Annotated[str, Path()]) -> Explanation:
    """Every decision leaves a line on what it explains. Costs the same at any age."""
    principal = principal_of(router.current_event)
    try:
        wanted = MessageId.parse(message)
    except ValueError as error:
        raise not_found("message") from error
    item = visible(principal, history.find(wanted), "message")
    return Explanation(message_id=str(wanted), lines=lines(_seen(item)))


def _seen(item: Item) -> Seen:
    named = MessageId.of(item)
    summary = conversations.summary(named.conversation) or {"pk": item["pk"], "version": 0}
    places = dict.fromkeys((summary["pk"], item["pk"]))
    found = [
        decision
        for pk in places
        for decision in standing.around(pk, summary["version"], item["received_at"])
    ]
    if item["direction"] != "inbound":
        return Seen(item, found, reasons=reasons.of(named))
    related = list({str(MessageId.of(one)): one for one in _naming(item)}.values())
    left = reasons.of(named)
    if history.arrival(item) > summary.get("handled_through", ""):
        return Seen(item, found, related, left, "Nobody has looked at it yet.")
    stood = standing.stood(found, item["received_at"], str(named))
    answered = left or any(one["direction"] == "outbound" for one in related)
    silent = "" if answered else _silence(summary, item, found, stood)
    return Seen(item, found, related, left, silent, stood)


def _naming(message: Item) -> Iterator[Item]:
    """Messages and events that name ``message`` as what they are for: soon after it, and at the
    times at which its window is looked at."""
    name = str(MessageId.of(message))
    ranges = [(message["sk"], "M#~", _NEXT)]
    ranges += [
        (keys.message_sk(at, ""), f"{keys.message_sk(at, '')}~", _AT_ONCE) for at in _rings(message)
    ]
    for low, high, most in ranges:
        for item in table.query(message["pk"], low, high, limit=most):
            content = item.get("content") or ""
            of_event = name in content and json.loads(content).get("message") == name
            # A run that handles several messages is known by the first of them.
            if name in (item.get("trigger"), item.get("run")) or of_event:
                yield item


def _rings(message: Item) -> list[int]:
    rule, end = window.rule_of(message["channel"]), window.opens_until(message)
    if rule is None or end is None:
        return []
    return [end - rule.remind_before_ms, end - rule.last_call_before_ms, end]


def _silence(summary: Item, message: Item, found: list[Item], stood: Item) -> str:
    name = str(MessageId.of(message))
    own = [decision for decision in found if decision["cause"] == name]
    if stood["status"] == "resolved" and own:
        stood = own[0]  # it began a new episode, and this says with whom
    before = list(islice(history.back_from(summary, message["sk"], _NEXT), _NEXT))
    return why_silent(
        message,
        stood,
        window_open=_was_open(message, before),
        by_bot=[one for one in before if one["author_kind"] == "bot"],
    )


def _was_open(message: Item, before: list[Item]) -> bool:
    if CHANNELS[message["channel"]].window is None:
        return True
    return any((window.opens_until(one) or 0) > message["received_at"] for one in before)
