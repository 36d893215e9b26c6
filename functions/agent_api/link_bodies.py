"""Links into a chat as admins write them, and as they are shown."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.documents import Written, said_in, written
from shared import accounts, clock
from shared.links import counting
from shared.links.deep_links import NoLink, deep_link
from shared.table import Item

DAYS_SHOWN = 30
Named = Annotated[str, Field(pattern="^[a-z0-9-]{1,32}$")]


class LinkSettings(BaseModel):
    """Its id is the campaign's code."""

    model_config = ConfigDict(extra="forbid")

    channel: str = Field(examples=["telegram"])
    account: Named = Field(examples=["main"])
    text: str = Field(
        "",
        max_length=500,
        description="Stands in the box, ready to be sent, where the platform has that.",
        examples=["Hello, I saw your poster."],
    )
    platform_url: str | None = Field(
        None,
        max_length=300,
        description="What the platform has made for this code, where it makes each link itself.",
        examples=["http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI"],
    )
    label: str = Field("", max_length=120, description="For people.", examples=["Summer posters"])


class Counted(BaseModel):
    """Of those who came in some days; a reply counts for the day they came."""

    arrived: int = Field(description="Conversations, each once an episode.")
    new: int = Field(description="Of these, customers who had never written before.")
    answered: int = Field(description="Of these, whom a person has answered.")
    mean_reply_seconds: float | None = Field(description="From arriving to that answer.")


class Day(Counted):
    date: str = Field(examples=["2026-11-22"], description="In UTC.")


class LinkView(LinkSettings, Written):
    url: str | None = Field(description="The platform's own link; null where there is none.")
    why_no_url: str | None = Field(None, description="What is missing.")
    code: str = Field(description="What comes back.", examples=["summer-posters"])
    counts: Counted = Field(description=f"Of the last {DAYS_SHOWN} days.")


class LinkCounts(BaseModel):
    since: str = Field(examples=["2026-11-01"])
    until: str = Field(examples=["2026-11-30"])
    total: Counted
    days: list[Day] = Field(description="Those on which anybody came.")


def url_of(name: str, said: dict[str, Any]) -> str:
    """Raises NoLink."""
    account = accounts.find(said["channel"], said["account"])
    if account is None:
        raise NoLink("The account is not registered.")
    if made := said.get("platform_url"):
        return str(made)
    return deep_link(account, name, said.get("text", ""))


def link_view(item: Item) -> LinkView:
    name, said = item["sk"], said_in(item)
    url, why = None, None
    try:
        url = url_of(name, said)
    except NoLink as none:
        why = str(none)
    return LinkView(
        **said,
        **written(item),
        url=url,
        why_no_url=why,
        code=name,
        counts=_last_days(name),
    )


def counted(figures: list[dict[str, int]]) -> Counted:
    total = {name: sum(day[name] for day in figures) for name in counting.FIGURES}
    replies, took_ms = total["answered"], total["reply_ms"]
    return Counted(
        arrived=total["arrived"],
        new=total["new"],
        answered=replies,
        mean_reply_seconds=round(took_ms / replies / 1000, 1) if replies else None,
    )


def _last_days(name: str) -> Counted:
    today = datetime.fromtimestamp(clock.now_ms() / 1000, UTC).date()
    since = today - timedelta(days=DAYS_SHOWN - 1)
    return counted([day for _, day in counting.days(name, str(since), str(today))])
