"""/v1/conversations/{id}/assign: handing a conversation over, both ways, with a note of why."""

import json
import uuid
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.agent_api.access import WRITE, Principal, principal_of
from functions.agent_api.conversation_views import ConversationDetail
from functions.agent_api.conversations import ConversationId, detail, summary_of
from functions.agent_api.problems import documented
from shared import clock, configuration, deciding, ids, keys, table
from shared.configuration.teams import team_of
from shared.idempotency import Idempotency
from shared.ids import MessageId
from shared.table import Item

router = Router()

Named = Annotated[str, Field(pattern="^[a-z0-9-]{1,32}$")]
HANDED_OVER = "handed-over"


class Assignment(BaseModel):
    """To one of: an agent, a team, the bot."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"team": "desk", "note": "Knows all about orders."}, {"owner": "bot"}]
        },
    )

    assignee: Named | None = Field(
        None,
        description="The agent; capacity is not asked about. The team becomes the agent's, "
        "if it is in just one.",
    )
    team: Named | None = Field(None, description="Whoever of it is free gets it, or it waits.")
    owner: Literal["bot"] | None = Field(None, description="The bot answers again.")
    note: str = Field("", max_length=1000, description="Why, for whoever gets it.")
    priority: Literal["low", "normal", "high", "urgent"] | None = None
    skills: list[Annotated[str, Field(max_length=64)]] | None = Field(None, max_length=20)

    @model_validator(mode="after")
    def _to_one(self) -> "Assignment":
        if sum(to is not None for to in (self.assignee, self.team, self.owner)) != 1:
            raise ValueError("one of assignee, team and owner")
        return self

    def changes(self, team: str | None) -> dict[str, Any]:
        """As ``deciding.decide`` takes them, of a conversation that is of ``team`` now."""
        if self.assignee:
            to: dict[str, Any] = {"owner": f"agent:{self.assignee}", "assignee": self.assignee}
            to["team"] = team_of(configuration.load().agents.get(self.assignee), team)
        elif self.team:
            to = {"owner": f"team:{self.team}", "assignee": None, "team": self.team}
        else:
            to = {"owner": "bot", "assignee": None}
        more = {"priority": self.priority, "skills": self.skills}
        return to | {name: value for name, value in more.items() if value is not None}


@router.post(
    "/v1/conversations/<conversation>/assign",
    security=WRITE,
    summary="Hand a conversation over",
    description="To an agent, to a team's queue, or back to the bot. The note stands in the line, "
    "where only the business sees it.",
    tags=["conversations"],
    operation_id="assign_conversation",
    responses=documented(403, 404, 409, 422, 503),
)
def assign(
    conversation: ConversationId,
    to: Annotated[Assignment, Body()],
    key: Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)] = None,
) -> ConversationDetail:
    principal = principal_of(router.current_event)
    summary = summary_of(principal, conversation)
    return detail(hand_over(principal, summary, conversation, to, key or uuid.uuid4().hex))


def hand_over(
    principal: Principal, summary: Item, conversation: str, to: Assignment, once: str
) -> Item:
    """The summary as it is then; the same for the same ``once``. Raises IdempotencyMismatch,
    Conflict."""
    said = to.model_dump_json()
    idempotency = Idempotency.of(principal.token, "assign", once, conversation, said)
    return summary if idempotency.before() else _decided(principal, summary, to, idempotency)


def _decided(principal: Principal, summary: Item, to: Assignment, once: Idempotency) -> Item:
    now, changes = clock.now_ms(), to.changes(summary.get("team"))
    note = _note(principal, summary, to, changes["owner"], now, once)
    name = str(MessageId.of(note))
    noted = (table.putting(note), table.putting(once.item(name)))
    after = deciding.decide(
        changes,
        by=f"agent:{principal.author}",
        why=to.note or "handed over",
        cause=name,
        at=now,
        expected=summary,
        also=noted,
    )
    if after["version"] == summary["version"]:  # it is there already, but what was said stays
        table.transact(*noted)
    return after


def _note(
    principal: Principal, summary: Item, to: Assignment, owner: str, now: int, once: Idempotency
) -> Item:
    return {
        "pk": summary["pk"],
        "sk": keys.message_sk(now, ids.digest(HANDED_OVER, once.pk)),
        "kind": "message",
        "channel": summary["channel"],
        "account": summary["account"],
        "identity": summary["identity"],
        "direction": "note",
        "author_kind": "agent",
        "author_id": principal.author,
        "type": "event",
        "text": to.note,
        "content": json.dumps({"event": HANDED_OVER, "from": summary["owner"], "to": owner}),
        "status": "received",
        "sent_at": now,
        "received_at": now,
    }
