"""/v1/conversations: the inbox, one conversation, its status, and what an agent has read."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from functions.agent_api import inbox
from functions.agent_api.access import READ, WRITE, Principal, principal_of, visible
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import documented
from functions.agent_api.service_levels import service_level_of
from functions.agent_api.signals import signal
from functions.agent_api.statuses import Changes, Status
from functions.agent_api.views import (
    ConversationDetail,
    ConversationPage,
    conversation_view,
)
from shared import clock, conversations, deciding, history, table

router = Router()

ConversationId = Annotated[str, Path(pattern="^[a-z2-7]{26}$")]
Name = Annotated[str | None, Query(pattern="^[a-z0-9-]{1,32}$")]


@router.get(
    "/v1/conversations",
    security=READ,
    summary="The inbox, newest activity first",
    tags=["conversations"],
    responses=documented(400, 403, 422),
)
def list_conversations(
    status: Annotated[Status | None, Query()] = None,
    owner: Annotated[str | None, Query(pattern="^(bot|(team|agent):[a-z0-9-]{1,32})$")] = None,
    assignee: Name = None,
    team: Name = None,
    channel: Annotated[str | None, Query()] = None,
    account: Annotated[str | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> ConversationPage:
    """A page may be short and still have a cursor: channel and account apply within a page."""
    principal = principal_of(router.current_event)
    wanted = {"channel": channel, "account": account, "team": team, "assignee": assignee}
    of = f"conversations {principal.token} {status} {owner} {wanted}"
    entries = inbox.page(
        _holders(owner, assignee),
        [status] if status else inbox.STATUSES,
        position(of, cursor_),
        limit,
    )
    now = clock.now_ms()
    return ConversationPage(
        items=[
            conversation_view(entry, now)
            for entry in entries
            if principal.may_see(entry["channel"]) and _fits(entry, wanted)
        ],
        next_cursor=cursor(of, entries[-1]["bucket"]) if len(entries) == limit else None,
    )


def _holders(owner: str | None, assignee: str | None) -> list[str]:
    if owner:
        return [owner]
    return [f"agent:{assignee}"] if assignee else inbox.holders()


def _fits(entry: dict[str, Any], wanted: dict[str, str | None]) -> bool:
    return all(value is None or entry.get(name) == value for name, value in wanted.items())


@router.get(
    "/v1/conversations/<conversation>",
    security=READ,
    summary="One conversation",
    tags=["conversations"],
    responses=documented(403, 404, 422),
)
def get_conversation(conversation: ConversationId) -> ConversationDetail:
    principal = principal_of(router.current_event)
    return detail(summary_of(principal, conversation))


@router.patch(
    "/v1/conversations/<conversation>",
    security=WRITE,
    summary="Change a conversation's status or priority",
    tags=["conversations"],
    responses=documented(403, 404, 409, 422),
)
def change_conversation(
    conversation: ConversationId, changes: Annotated[Changes, Body()]
) -> ConversationDetail:
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    now = clock.now_ms()
    summary = deciding.decide(
        changes.decided(now),
        by=f"agent:{principal.author}",
        why="asked through the API",
        cause=f"token:{principal.token}",
        at=now,
        expected=summary,
    )
    return detail(summary)


@router.post(
    "/v1/conversations/<conversation>/read",
    security=WRITE,
    summary="Mark everything that has come so far as read",
    tags=["conversations"],
    responses=documented(403, 404, 422),
)
def mark_read(conversation: ConversationId) -> ConversationDetail:
    """The newest message counts as read on the customer's screen too, where the channel can."""
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    if "inbound_at" in summary:
        summary = table.update(
            summary["pk"],
            summary["sk"],
            "SET #read_through = :now",
            {":now": max(summary["inbound_at"], summary.get("read_through", 0))},
        )
        signal("read", summary)
    return detail(summary)


@router.post(
    "/v1/conversations/<conversation>/typing",
    security=WRITE,
    summary="Show the customer that somebody is writing",
    tags=["conversations"],
    status_code=202,
    responses=documented(403, 404, 422),
)
def show_typing(conversation: ConversationId) -> Response[str]:
    principal = principal_of(router.current_event)
    signal("typing", summary_of(principal, conversation))
    return Response(status_code=202, body="")


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
    )
