"""/v1/conversations/{id}/notes: what only the business sees, and who should see it."""

import json
import uuid
from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import WRITE, Principal, principal_of
from functions.agent_api.conversations import ConversationId, summary_of
from functions.agent_api.message_views import Message, message_view
from functions.agent_api.problems import documented
from functions.agent_api.refusals import unfit
from shared import clock, configuration, holders, ids, keys, mentions, table
from shared.conversations import contact_of, conversation_of
from shared.errors import Conflict
from shared.idempotency import Idempotency
from shared.ids import MessageId
from shared.table import Item

router = Router()

_LONGEST = 4_000
AgentName = Annotated[str, Field(pattern="^[a-z0-9-]{1,32}$")]


class NewNote(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=_LONGEST, examples=["He wants his money back."])
    mentions: list[AgentName] = Field(
        default_factory=list,
        max_length=mentions.MOST,
        description="Agents who find the note in /v1/mentions. An @ in the text names nobody.",
        examples=[["ana"]],
    )


@router.post(
    "/v1/conversations/<conversation>/notes",
    security=WRITE,
    summary="Write a note",
    description="It stands in the line, where only the business sees it: it is never sent, needs "
    "no window and takes nothing over from the bot. Notes are not changed or removed.",
    status_code=201,
    tags=["notes"],
    responses=documented(403, 404, 409, 422, 503),
)
def write_note(
    conversation: ConversationId,
    new: Annotated[NewNote, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> Message:
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    note = put(principal, summary, conversation, new, key or uuid.uuid4().hex)
    return message_view(note, conversation_of(summary), contact_of(summary))


def put(principal: Principal, summary: Item, conversation: str, new: NewNote, once: str) -> Item:
    """The note: the same for the same ``once``. Raises Problem 422, IdempotencyMismatch."""
    idempotency = _idempotency(principal, conversation, new, once)
    return idempotency.message() or written(principal, summary, new, idempotency)


def written(principal: Principal, summary: Item, new: NewNote, once: Idempotency) -> Item:
    """The note as it was put, by this call or by the same one at the same time.

    Raises Problem 422 for an agent whom nobody knows.
    """
    named = list(dict.fromkeys(new.mentions))
    check(named)
    note = _note(principal, summary, new.text, named, once)
    remembered = table.putting(once.item(str(MessageId.of(note))))
    try:
        table.transact(table.putting(note), remembered, *mentions.making(note, named))
    except Conflict:  # the same call came at the same time
        if there := once.message():
            return there
        raise
    return note


def check(named: list[str]) -> None:
    """Raises Problem 422 for an agent whom nobody knows."""
    known = holders.agents(configuration.load()) if named else set()
    for number, agent in enumerate(named):
        if f"agent:{agent}" not in known:
            title = "There is no such agent."
            raise unfit(f"there is no agent {agent}", f"mentions/{number}", title)


def _note(
    principal: Principal, summary: Item, text: str, named: list[str], once: Idempotency
) -> Item:
    now = clock.now_ms()
    return {
        "pk": summary["pk"],
        "sk": keys.message_sk(now, ids.digest("note", once.pk)),
        "kind": "message",
        "channel": summary["channel"],
        "account": summary["account"],
        "identity": summary["identity"],
        "direction": "note",
        "author_kind": "agent",
        "author_id": principal.author,
        "type": "text",
        "text": text,
        "content": json.dumps({"mentions": named}) if named else "{}",
        "status": "received",
        "sent_at": now,
        "received_at": now,
    }


def _idempotency(principal: Principal, conversation: str, new: NewNote, once: str) -> Idempotency:
    return Idempotency.of(principal.token, "note", once, conversation, new.model_dump_json())
