"""/v1/contacts/{id}/timeline: all that was said with one person, on whatever channels."""

from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.agent_api.access import READ, principal_of
from functions.agent_api.contact_views import ContactId, contact_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.message_views import MessagePage, message_view
from functions.agent_api.problems import documented
from shared import history
from shared.conversations import conversation_of, partitions
from shared.table import Item

router = Router()


@router.get(
    "/v1/contacts/<contact>/timeline",
    security=READ,
    summary="One line over all the person's conversations, newest first",
    tags=["contacts"],
    responses=documented(400, 403, 404, 422, 503),
)
def get_timeline(
    contact: ContactId,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> MessagePage:
    """A page costs the same at any age and any length of the conversations."""
    principal = principal_of(router.current_event)
    person, own = contact_of(principal, contact)
    of = f"timeline {principal.token} {contact}"
    shown_in = {log: conversation_of(item) for item in own.values() for log in partitions(item)}
    before_sk, arrived = (position(of, cursor_) or " ").split(" ")
    items = history.newest_of(list(shown_in), before_sk or None, limit, arrived)
    return MessagePage(
        items=[message_view(one, shown_in[conversation_of(one)], person.contact) for one in items],
        next_cursor=cursor(of, _place(items[-1])) if len(items) == limit else None,
    )


def _place(item: Item) -> str:
    """Where a page ended, even if that line is another person's by the time of the next one."""
    return f"{item['sk']} {history.arrival(item)}"
