"""One line of an explanation, and the words that items of the log become in it."""

import json
from typing import Any, Literal

from pydantic import BaseModel, Field

from shared.clock import rfc3339
from shared.drafts import is_echo
from shared.table import Item

Kind = Literal["decision", "answer", "silence", "notice", "said", "standing", "attempt", "state"]


class Line(BaseModel):
    """One thing that happened because of the message, or to it."""

    at: str
    kind: Kind
    what: str = Field(examples=["owner: bot → team:sales"])
    by: str | None = Field(None, examples=["workflow:inbound", "agent:ana", "bot"])
    why: str | None = Field(None, examples=["the rule night fits"])
    cause: str | None = Field(None, description="What it was done for: a message, a timer, a token")
    rule: str | None = None
    message_id: str | None = Field(None, description="The message that the line tells of")
    decision_id: str | None = None


def content_of(item: Item) -> dict[str, Any]:
    """What a message says beside its text."""
    content: dict[str, Any] = json.loads(item.get("content") or "{}")
    return content


def event_of(item: Item) -> str | None:
    """What happened, where ``item`` is a remark of ours on the conversation."""
    return content_of(item).get("event") if item["direction"] == "note" else None


def author(item: Item) -> str:
    """Such as ``agent:ana`` or ``bot``."""
    kind, name = item["author_kind"], item.get("author_id") or ""
    return kind if name in ("", kind) else f"{kind}:{name}"


def why_said(item: Item) -> str | None:
    """As its author put it, or by which rule."""
    if item.get("why"):
        return str(item["why"])
    if is_echo(item):
        return "said in another app"
    return f"the rule {item['rule']}" if item.get("rule") else None


def why_event(item: Item) -> str | None:
    """Which window it was about, or which promise, and who was told; or which survey; or what was
    noted with it."""
    content = content_of(item)
    to = f"; told: {content['to']}" if content.get("to") else ""
    if clock := content.get("clock"):
        return f"the promise {clock}, counted from {content['since']}{to}"
    if survey := content.get("survey"):
        return f"the step {content['step']} of the survey {survey}"
    if item["author_id"] != "window":
        return item.get("text") or None
    end = content.get("window_end") or item["sent_at"]
    return f"the window that ends at {rfc3339(end)}{to}"


def standing_line(stood: Item) -> str:
    """Who had the conversation, and how it was, by the decision that held."""
    return f"{stood['owner']} had the conversation, which was {stood['status']}"
