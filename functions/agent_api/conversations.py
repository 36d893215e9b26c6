"""/v1/conversations/{id}: one conversation, and what people may change of it.

Its ``ETag`` names what they may change: what was decided, and the attributes. ``If-Match`` changes
only what has not changed since (RFC 9110, section 13.1).
"""

from typing import Annotated, Any, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Path

from functions.agent_api import attributes, labels
from functions.agent_api.access import READ, WRITE, Principal, principal_of, visible
from functions.agent_api.conversation_views import (
    ConversationDetail,
    campaign_of,
    conversation_view,
)
from functions.agent_api.documents import IfMatch
from functions.agent_api.problems import Problem, documented
from functions.agent_api.service_levels import service_level_of
from functions.agent_api.statuses import Changes
from shared import clock, conversations, deciding, history, ids, table
from shared.errors import Conflict
from shared.idempotency import Idempotency
from shared.table import Item

router = Router()

ConversationId = Annotated[str, Path(pattern="^[a-z2-7]{26}$")]
_ETAG_LENGTH: Final = 8  # letters of a digest of the attributes


@router.get(
    "/v1/conversations/<conversation>",
    security=READ,
    summary="One conversation",
    tags=["conversations"],
    responses=documented(403, 404, 422),
)
def get_conversation(conversation: ConversationId) -> Response[ConversationDetail]:
    principal = principal_of(router.current_event)
    return _answer(summary_of(principal, conversation))


@router.patch(
    "/v1/conversations/<conversation>",
    security=WRITE,
    summary="Change a conversation's status, priority, labels or attributes",
    description="A merge patch (RFC 7396). With If-Match only if nobody has changed them since: "
    "412 `changed-since`.",
    tags=["conversations"],
    responses=documented(403, 404, 409, 412, 422, 503),
)
def change_conversation(
    conversation: ConversationId,
    changes: Annotated[Changes, Body()],
    match: IfMatch = None,
) -> Response[ConversationDetail]:
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    if match not in (None, "*", _etag(summary)):
        raise _changed()
    try:
        return _answer(change(principal, summary, changes))
    except Conflict as conflict:
        if match is None:
            raise
        raise _changed() from conflict


def change(
    principal: Principal,
    summary: Item,
    changes: Changes,
    *,
    why: str = "asked through the API",
    cause: str = "",
    once: Idempotency | None = None,
) -> Item:
    """The summary with ``changes``; what was done ``once`` is not done again, whatever changed
    since. Raises Problem 422, Conflict."""
    if once and once.before():
        return summary
    now, there = clock.now_ms(), summary.get("attributes", {})
    labels.check(changes.labels or (), summary.get("labels", ()))
    noted = attributes.merged(there, changes.attributes) if changes.attributes else None
    known = [table.putting(once.item())] if once else []
    after = deciding.decide(
        changes.decided(now),
        by=f"agent:{principal.author}",
        why=why,
        cause=cause or f"token:{principal.token}",
        at=now,
        expected=summary,
        attributes=noted,
        also=known,
    )
    if known and after["version"] == summary["version"]:  # it stands already
        table.transact(*known)
    return after


def _answer(summary: Item) -> Response[ConversationDetail]:
    return Response(200, "application/json", detail(summary), headers={"ETag": _etag(summary)})


def _etag(summary: Item) -> str:
    """The bot notes attributes without a decision, so the version alone does not say it all."""
    noted = sorted(summary.get("attributes", {}).items())
    parts = (text for pair in noted for text in pair)
    digest = f".{ids.digest('attributes', *parts)[:_ETAG_LENGTH]}" if noted else ""
    return f'"{summary["version"]}{digest}"'


def _changed() -> Problem:
    return Problem(412, "changed-since", "Somebody has changed it since you read it.")


def summary_of(principal: Principal, conversation: str) -> dict[str, Any]:
    """The summary of a conversation the caller may see. Raises Problem 404."""
    return visible(principal, conversations.summary(conversation), "conversation")


def detail(summary: dict[str, Any]) -> ConversationDetail:
    """As the API shows one."""
    now = clock.now_ms()
    view = conversation_view(summary, now)
    unread = history.unread_count(summary) if view.unread else 0
    until, queued = summary.get("snoozed_until"), summary.get("queued_at")
    return ConversationDetail(
        **view.model_dump(),
        unread_count=unread,
        priority=summary.get("priority") or "normal",
        skills=summary.get("skills") or [],
        queued_since=clock.rfc3339(queued) if queued else None,
        snoozed_until=clock.rfc3339(until) if until else None,
        service_level=service_level_of(summary, now),
        attributes=summary.get("attributes") or {},
        campaign=campaign_of(summary),
    )
