"""/v1/conversations: the inbox, in pages."""

from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.agent_api import inbox
from functions.agent_api.access import READ, principal_of
from functions.agent_api.conversation_views import ConversationPage, conversation_view
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import documented
from functions.agent_api.statuses import Status
from shared import clock, configuration, holders
from shared.table import Item

router = Router()

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
    label: Name = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> ConversationPage:
    """``status``, ``owner``, ``assignee`` and ``team`` are indexed. ``channel``, ``account`` and
    ``label`` apply within what was read, so a page may be short and still have a cursor. The team's
    are those that wait for it and those that an agent has for it."""
    principal = principal_of(router.current_event)
    wanted = {"channel": channel, "account": account, "team": team, "assignee": assignee}
    of = f"conversations {principal.token} {status} {owner} {label} {wanted}"
    found = inbox.page(
        _holders(owner, assignee, team),
        [status] if status else inbox.STATUSES,
        position(of, cursor_),
        limit,
        lambda entry: principal.may_see(entry["channel"]) and _fits(entry, wanted, label),
    )
    now = clock.now_ms()
    return ConversationPage(
        items=[conversation_view(entry, now) for entry in found.entries],
        next_cursor=cursor(of, found.after) if found.after else None,
    )


def _holders(owner: str | None, assignee: str | None, team: str | None) -> list[str]:
    if owner or assignee:
        return [owner or f"agent:{assignee}"]
    there = configuration.load()
    if team:  # what waits for it, and what agents have for it
        return [f"team:{team}", *sorted(holders.agents(there))]
    return sorted(holders.known(there))


def _fits(entry: Item, wanted: dict[str, str | None], label: str | None) -> bool:
    if label is not None and label not in entry.get("labels", ()):
        return False
    return all(value is None or entry.get(name) == value for name, value in wanted.items())
