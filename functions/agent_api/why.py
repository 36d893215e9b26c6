"""/v1/messages/{id}/why: what was decided because of a message, what was said or not, and why."""

from functools import partial
from itertools import islice
from typing import Annotated, Final

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from functions.agent_api import decisions, related
from functions.agent_api.access import READ, Principal, principal_of, visible
from functions.agent_api.explaining import Seen, lines
from functions.agent_api.lines import Line
from functions.agent_api.problems import documented, not_found
from functions.agent_api.silence import why_silent
from shared import conversations, history, ids, keys, reasons, standing, table
from shared.channels import CHANNELS
from shared.ids import MessageId
from shared.table import Item
from shared.windows import window

router = Router()

_BEFORE: Final = 50  # messages before it that are looked through


class Explanation(BaseModel):
    message_id: str = Field(description="The message, or the decision, that was asked about")
    lines: list[Line]


@router.get(
    "/v1/messages/<message>/why",
    security=READ,
    summary="Why a message was answered or not, sent, held, refused or routed",
    tags=["messages"],
    responses=documented(403, 404, 422),
)
def get_why(
    message: Annotated[str, Path(description="Its id, or the `decision_id` of a decision")],
) -> Explanation:
    """Every decision leaves a line on what it explains. Costs the same at any age."""
    principal = principal_of(router.current_event)
    try:
        wanted = MessageId.parse(message)
    except ValueError:
        return Explanation(message_id=message, lines=[_decision(principal, message)])
    item = visible(principal, history.find(wanted), "message")
    return Explanation(message_id=str(wanted), lines=lines(_seen(item)))


def _decision(principal: Principal, name: str) -> Line:
    """Of the decision ``name``, by two reads and a query. Raises Problem 404."""
    try:
        conversation, version = ids.decision_named(name)
    except ValueError as error:
        raise not_found("message") from error
    visible(principal, conversations.summary(conversation), "message")
    low, high = keys.decision_sk(max(0, version - 1)), keys.decision_sk(version)
    found = list(table.query(keys.conversation_pk(conversation), low, high))
    if not found or found[-1]["version"] != version:
        raise not_found("message")
    return decisions.line(found, found[-1])


def _seen(item: Item) -> Seen:
    named = MessageId.of(item)
    summary = conversations.summary(named.conversation) or {"pk": item["pk"], "version": 0}
    places = dict.fromkeys((summary["pk"], item["pk"]))
    found = [
        decision
        for pk in places
        for decision in standing.around(pk, summary["version"], item["received_at"])
    ]
    left = reasons.of(named)
    if item["direction"] != "inbound":
        return Seen(item, found, reasons=left)
    near = related.to(item)
    seen = partial(Seen, item, found, near.items, left, next_at=near.next_at)
    if history.arrival(item) > summary.get("handled_through", ""):
        return seen("Nobody has looked at it yet.")
    stood = standing.stood(found, item["received_at"], str(named))
    answered = left or any(one["direction"] == "outbound" for one in near.items)
    silent = "" if answered else _silence(summary, item, found, stood)
    return seen(silent, stood)


def _silence(summary: Item, message: Item, found: list[Item], stood: Item) -> str:
    name = str(MessageId.of(message))
    own = [decision for decision in found if decision["cause"] == name]
    if stood["status"] == "resolved" and own:
        stood = own[0]  # it began a new episode, and this says with whom
    before = list(islice(history.back_from(summary, message["sk"], _BEFORE), _BEFORE))
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
