"""/v1/conversations/{id}/read and /typing: what an agent has read, and that one is writing."""

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.agent_api.access import WRITE, principal_of
from functions.agent_api.conversation_views import ConversationDetail
from functions.agent_api.conversations import ConversationId, detail, summary_of
from functions.agent_api.problems import documented
from functions.agent_api.signals import signal
from shared import table
from shared.errors import Conflict
from shared.table import Item

router = Router()


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
        summary = read(summary)
        signal("read", summary)
    return detail(summary)


def read(summary: Item) -> Item:
    """The mark only moves forward, whoever else reads at the same time."""
    if summary.get("read_through", 0) >= summary["inbound_at"]:
        return summary
    try:
        return table.update(
            summary["pk"],
            summary["sk"],
            "SET #read_through = :mark",
            {":mark": summary["inbound_at"]},
            "attribute_not_exists(#read_through) OR #read_through < :mark",
        )
    except Conflict:  # somebody has read more meanwhile
        return table.get(summary["pk"], summary["sk"]) or summary


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
