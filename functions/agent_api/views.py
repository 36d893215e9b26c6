"""What the API shows, and how items of the table become it."""

import json
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, Field

from functions.agent_api.service_levels import ServiceLevel
from shared.channels import CHANNELS
from shared.clock import rfc3339
from shared.contents import content_of
from shared.conversations import contact_of
from shared.ids import MessageId
from shared.messages import AuthorKind, Direction, MessageType, Status, usual_direction
from shared.statuses import shown


class Author(BaseModel):
    kind: AuthorKind
    id: str


AttachmentStatus = Literal["stored", "pending", "quarantined", "gone", "too-large", "refused"]
# Why there is no link to a file, as status and title of a problem.
ATTACHMENT_REFUSALS: Final[dict[str, tuple[int, str]]] = {
    "pending": (409, "The file has not been fetched from the platform yet."),
    "quarantined": (409, "The file waits for a scanner's word."),
    "gone": (404, "The platform does not have the file any more."),
    "too-large": (404, "The file is larger than what is kept."),
    "refused": (404, "The file is not kept, for what it is."),
}


class Attachment(BaseModel):
    """``url`` is a route of this API, for the same token; null where there will be no file."""

    id: str
    status: AttachmentStatus = "stored"
    type: str | None = None
    size: int | None = None
    sha256: str | None = None
    url: str | None = None
    name: str | None = None


class Failure(BaseModel):
    code: str
    title: str
    detail: str | None = None
    retryable: bool = False


class Message(BaseModel):
    id: str
    conversation_id: str
    contact_id: str
    channel: str
    account: str
    direction: Direction
    author: Author
    type: MessageType
    text: str | None = None
    content: dict[str, Any] = Field(default_factory=dict)
    attachments: list[Attachment] = Field(default_factory=list)
    reactions: dict[str, str] = Field(default_factory=dict)
    reply_to: str | None = None
    provider_id: str | None = None
    sent_at: str
    received_at: str
    delivered_at: str | None = None
    read_at: str | None = None
    edited_at: str | None = None
    deleted_at: str | None = None
    status: Status
    held_until: str | None = Field(None, description="It is not tried again before this time.")
    context: dict[str, str | int | float] | None = Field(
        None,
        description="Of a notice, and of what answers one: what it is about.",
        examples=[{"order": "4711"}],
    )
    notice: str | None = Field(None, description="The id of the notice that it answers.")
    error: Failure | None = None


class MessagePage(BaseModel):
    items: list[Message]
    next_cursor: str | None


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
        last_activity_at=_time(summary.get("active_at")),
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
    return Window(open=ends is not None and now < ends, ends_at=_time(ends))


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


def message_view(item: dict[str, Any], conversation: str, contact: str) -> Message:
    """Of a message item; ``conversation`` is the one it is shown in, ``contact`` whose it is."""
    content = content_of(item)
    content.pop("media", None)
    content.pop("tokens", None)  # what the platform wants to hear back is for our calls only
    revoked = item.get("revoked_at") is not None
    return Message(
        id=str(MessageId.of(item)),
        conversation_id=conversation,
        contact_id=contact,
        channel=item["channel"],
        account=item["account"],
        direction=item["direction"],
        author=Author(kind=item["author_kind"], id=item.get("author_id", "")),
        type=item["type"],
        text=None if revoked else item.get("text"),
        content={} if revoked else content,
        attachments=_attachments(item),
        reactions={
            by: reaction["emoji"]
            for by, reaction in item.get("reactions", {}).items()
            if reaction.get("emoji")
        },
        reply_to=item.get("reply_to"),
        provider_id=item.get("provider_id"),
        sent_at=rfc3339(item["sent_at"]),
        received_at=rfc3339(item["received_at"]),
        delivered_at=_time(item.get("delivered_at")),
        read_at=_time(item.get("read_at")),
        edited_at=_time(item.get("edited_at")),
        deleted_at=_time(item.get("revoked_at")),
        status=shown(item),
        held_until=_time(item.get("due")) if item["status"] == "held" else None,
        error=Failure(**json.loads(item["error"])) if item.get("error") else None,
        context=json.loads(item["context"]) if item.get("context") else None,
        notice=item.get("notice"),
    )


@dataclass(frozen=True, slots=True)
class File:
    """The file of a message. ``link`` is somebody else's, ``key`` where it lies in our bucket."""

    id: str
    status: AttachmentStatus
    link: str
    key: str
    content_type: str
    size: int | None
    sha256: str | None
    name: str | None


def file_of(item: dict[str, Any]) -> File | None:
    """The file of a message item; None if it has none, or was taken back."""
    media = content_of(item).get("media")
    if not media or item.get("revoked_at") is not None:
        return None
    ours = bool(media.get("key") or not media.get("id"))
    return File(
        id=str(media.get("upload") or media.get("id") or media.get("url") or ""),
        status="stored" if ours else item.get("media_status", "pending"),
        link="" if media.get("id") or media.get("key") else str(media.get("url") or ""),
        key=item.get("media_key") or media.get("key") or "",
        content_type=item.get("media_type") or media.get("mime_type") or "",
        size=item.get("media_size") or media.get("size"),
        sha256=item.get("media_sha256"),
        name=media.get("name"),
    )


def _attachments(item: dict[str, Any]) -> list[Attachment]:
    file = file_of(item)
    if file is None:
        return []
    url = f"/v1/messages/{MessageId.of(item)}/attachments/0"
    attachment = Attachment(
        id=file.id,
        status=file.status,
        type=file.content_type or None,
        size=file.size,
        sha256=file.sha256,
        url=None if ATTACHMENT_REFUSALS.get(file.status, (0, ""))[0] == 404 else url,
        name=file.name,
    )
    return [attachment]


def _time(ms: int | None) -> str | None:
    return None if ms is None else rfc3339(ms)
