"""/v1/conversations/{id}/messages and /v1/messages/{id}: one line of history, and answering."""

import uuid
from dataclasses import replace
from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Path, Query

from functions.agent_api import attachments, canned
from functions.agent_api.access import READ, WRITE, Principal, principal_of, visible
from functions.agent_api.conversations import ConversationId, summary_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.drafts import Fallback, NewMessage, draft_of
from functions.agent_api.message_views import Message, MessagePage, message_view
from functions.agent_api.problems import documented, not_found
from functions.agent_api.templates import check_slots, in_place_of_text, window_closed
from shared import clock, conversations, history, holders, ids
from shared.accepting import Idempotency, accept
from shared.conversations import contact_of, conversation_of
from shared.errors import ReplyWindowClosed
from shared.ids import MessageId
from shared.table import Item

router = Router()


@router.get(
    "/v1/conversations/<conversation>/messages",
    security=READ,
    summary="What was said, newest first",
    tags=["messages"],
    responses=documented(400, 403, 404, 422),
)
def list_messages(
    conversation: ConversationId,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> MessagePage:
    """A page costs the same at any age."""
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    of = f"messages {principal.token} {conversation}"
    items = history.newest(summary, position(of, cursor_), limit)
    shown_in, contact = conversation_of(summary), contact_of(summary)
    return MessagePage(
        items=[message_view(item, shown_in, contact) for item in items],
        next_cursor=cursor(of, items[-1]["sk"]) if len(items) == limit else None,
    )


@router.get(
    "/v1/messages/<message>",
    security=READ,
    summary="One message",
    tags=["messages"],
    responses=documented(403, 404, 422),
)
def get_message(message: Annotated[str, Path()]) -> Message:
    principal = principal_of(router.current_event)
    item = visible(principal, history.find(message_id(message)), "message")
    shown_in, summary = conversations.resolve(MessageId.of(item).conversation)
    return message_view(item, shown_in, contact_of(summary) if summary else shown_in)


@router.post(
    "/v1/conversations/<conversation>/messages",
    security=WRITE,
    summary="Answer",
    description="Takes the conversation over from the bot and queues the message; its status "
    "tells what became of it. Outside the window only templates go: 409 `window-closed` names "
    "those that fit. The type `reply` sends one of `/v1/replies` in the customer's language.",
    status_code=202,
    tags=["messages"],
    responses=documented(403, 404, 409, 422, 503),
)
def send_message(
    conversation: ConversationId,
    new: Annotated[NewMessage, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> Message:
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    item = send(principal, summary, conversation, new, key or uuid.uuid4().hex)
    return message_view(item, conversation, contact_of(summary))


def send(
    principal: Principal, summary: Item, conversation: str, new: NewMessage, once: str
) -> Item:
    """The message that ``new`` has become: the same for the same ``once``. Raises Problem, and
    what ``accept`` raises."""
    said = new.model_dump_json()
    idempotency = Idempotency.of(principal.token, "send", once, conversation, said)
    rule = ""
    if new.type == "reply":
        if there := idempotency.message():  # whatever became of the reply since
            return there
        rule, new = f"reply:{new.reply}", canned.said(new, summary, principal)
    ref = ids.digest("api", principal.token, conversation, once)
    media = attachments.uploaded(new, summary["channel"], ref)
    draft = replace(draft_of(new, summary["channel"], principal.author, media), rule=rule)
    if new.template:
        check_slots(summary, new.template, media)
    fallback = Fallback() if new.fallback == "template" else new.fallback
    language = fallback.language if fallback else None
    instead = (
        in_place_of_text(summary, fallback.slots, language, principal.author) if fallback else None
    )
    holders.at_work(f"agent:{principal.author}")
    try:
        return accept(
            summary,
            draft,
            at=clock.now_ms(),
            ref=ref,
            idempotency=idempotency,
            take_over_by=f"agent:{principal.author}",
            seen_through=message_id(new.seen_through) if new.seen_through else None,
            instead=instead,
        )
    except ReplyWindowClosed as refusal:
        asked = "No template fits the language and the slots." if fallback else ""
        raise window_closed(summary, language, asked) from refusal


def message_id(text: str) -> MessageId:
    """Raises Problem 404 if it is none."""
    try:
        return MessageId.parse(text)
    except ValueError as error:
        raise not_found("message") from error
