"""A conversation as the API shows it, in the inbox and by itself."""

from typing import Any

from pydantic import BaseModel, Field

from functions.agent_api.service_levels import ServiceLevel
from shared.channels import CHANNELS
from shared.clock import rfc3339, rfc3339_or_none
from shared.conversations import contact_of
from shared.ids import MessageId
from shared.messages import AuthorKind, Direction, MessageType, usual_direction


class LastMessage(BaseModel):
    id: str
    direction: Direction
    author_kind: AuthorKind
    type: MessageType
    text: str | None
    sent_at: str


class Window(BaseModel):
    """The time in which the platform lets the business write freely; null where there is none."""

    open: bool
    ends_at: str | None


class Conversation(BaseModel):
    id: str
    contact_id: str
    channel: str
    account: str
    name: str | None = None
    status: str
    owner: str
    assignee: str | None = None
    team: str | None = None
    labels: list[str] = Field(default_factory=list, description="Ids of /v1/labels, in order.")
    last_message: LastMessage | None = None
    last_activity_at: str | None = None
    unread: bool
    unanswered: bool
    window: Window | None


class Campaign(BaseModel):
    link: str = Field(description="The link by which the customer came.")
    at: str


class ConversationDetail(Conversation):
    priority: str = "normal"
    skills: list[str] = Field(default_factory=list)
    queued_since: str | None = Field(None, description="Since when it waits for its team.")
    unread_count: int = Field(description="Counted up to 100.")
    snoozed_until: str | None = Field(
        None, description="When it is open again by itself; null while it waits for the customer."
    )
    service_level: ServiceLevel | None = None
    campaign: Campaign | None = Field(None, description="The last one.")
    attributes: dict[str, str] = Field(
        default_factory=dict,
        description="What replies asked for and rules noted.",
        examples=[{"order": "4711"}],
    )


class ConversationPage(BaseModel):
    items: list[Conversation]
    next_cursor: str | None


def campaign_of(summary: dict[str, Any]) -> Campaign | None:
    mark = summary.get("campaign")
    return Campaign(link=mark["link"], at=rfc3339(mark["at"])) if mark else None


def conversation_view(summary: dict[str, Any], now: int) -> Conversation:
    """Of a summary, or of its projection in the inbox index."""
    conversation = summary["pk"].removeprefix("C#")
    inbound_at = summary.get("inbound_at", 0)
    return Conversation(
        id=conversation,
        contact_id=contact_of(summary),
        channel=summary["channel"],
        account=summary["account"],
        name=summary.get("name"),
        status=summary["status"],
        owner=summary["owner"],
        assignee=summary.get("assignee"),
        team=summary.get("team"),
        labels=summary.get("labels") or [],
        last_message=_last(summary.get("last"), conversation),
        last_activity_at=rfc3339_or_none(summary.get("active_at")),
        unread=inbound_at > summary.get("read_through", 0),
        # An answer is put after all that its author can have seen: one of the same moment answers
        # something else.
        unanswered=0 < inbound_at >= summary.get("answered_at", 0),
        window=window_of(summary, now),
    )


def window_of(summary: dict[str, Any], now: int) -> Window | None:
    if CHANNELS[summary["channel"]].window is None:
        return None
    ends = summary.get("window_end")
    return Window(open=ends is not None and now < ends, ends_at=rfc3339_or_none(ends))


def _last(last: dict[str, Any] | None, conversation: str) -> LastMessage | None:
    if last is None:
        return None
    at = last.get("at", last["sent_at"])
    return LastMessage(
        id=str(MessageId(last.get("of", conversation), at, last["ref"])),
        direction=last.get("direction") or usual_direction(last["author_kind"]),
        author_kind=last["author_kind"],
        type=last["type"],
        text=last.get("text"),
        sent_at=rfc3339(last["sent_at"]),
    )
