"""A message as the API shows it."""

import json
from typing import Any

from pydantic import BaseModel, Field

from functions.agent_api.attachment_views import Attachment, attachments
from shared.clock import rfc3339, rfc3339_or_none
from shared.contents import content_of
from shared.delivery.statuses import shown
from shared.ids import MessageId
from shared.messages import AuthorKind, Direction, MessageType, Status


class Author(BaseModel):
    kind: AuthorKind
    id: str


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
    error: Failure | None = None
    context: dict[str, str | int | float] | None = Field(
        None,
        description="Of a notice, and of what answers one: what it is about.",
        examples=[{"order": "4711"}],
    )
    notice: str | None = Field(None, description="The id of the notice that it answers.")


class MessagePage(BaseModel):
    items: list[Message]
    next_cursor: str | None


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
        attachments=attachments(item),
        reactions={
            by: reaction["emoji"]
            for by, reaction in item.get("reactions", {}).items()
            if reaction.get("emoji")
        },
        reply_to=item.get("reply_to"),
        provider_id=item.get("provider_id"),
        sent_at=rfc3339(item["sent_at"]),
        received_at=rfc3339(item["received_at"]),
        delivered_at=rfc3339_or_none(item.get("delivered_at")),
        read_at=rfc3339_or_none(item.get("read_at")),
        edited_at=rfc3339_or_none(item.get("edited_at")),
        deleted_at=rfc3339_or_none(item.get("revoked_at")),
        status=shown(item),
        held_until=rfc3339_or_none(item.get("due")) if item["status"] == "held" else None,
        error=Failure(**json.loads(item["error"])) if item.get("error") else None,
        context=json.loads(item["context"]) if item.get("context") else None,
        notice=item.get("notice"),
    )
