"""/v1/hours: calendars of business hours."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind, Written, said_in, written
from shared import clock, configuration, table
from shared.clock import rfc3339
from shared.configuration.calendars import FEEDS
from shared.hours.calendars import Calendar
from shared.hours.opening import next_opening
from shared.table import Item

Spans = list[tuple[str, str]]


class Holidays(BaseModel):
    model_config = ConfigDict(extra="forbid")

    country: str = Field(description="ISO 3166.", examples=["ES"])
    subdivision: str | None = Field(None, examples=["MD"])


class Exceptional(BaseModel):
    model_config = ConfigDict(extra="forbid")

    date: str = Field(examples=["2026-12-24"])
    hours: Spans = Field(default_factory=list, description="None: the day is closed.")
    name: str | None = Field(None, description="For people.")


class Hours(BaseModel):
    """``["22:00", "06:00"]`` ends on the next day; a whole day is ``["00:00", "24:00"]``."""

    model_config = ConfigDict(extra="forbid")

    time_zone: str = Field(examples=["Europe/Madrid"])
    week: dict[str, Spans] = Field(examples=[{"mon": [["09:00", "14:00"], ["16:00", "19:30"]]}])
    holidays: Holidays | None = None
    ical_url: str | None = Field(None, description="Whole days of this https feed are closed.")
    exceptions: list[Exceptional] = Field(default_factory=list)


class Feed(BaseModel):
    """What was read at `ical_url`, and how the last try ended."""

    tried_at: str | None = Field(description="Null: not yet.")
    fetched_at: str | None = Field(description="When what counts was read.")
    closed_days: list[str] = Field(description="Which it tells.", examples=[["2026-12-24"]])
    unread: int = Field(description="Events of what counts that could not be understood.")
    first_unread: str | None = Field(description="Why the first of them could not.")
    error: str | None = Field(description="Why the last try failed; what was read before counts.")


class HoursView(Hours, Written):
    feed: Feed | None = Field(description="Null without `ical_url`.")
    open: bool = Field(description="At this moment.")
    opens_at: str | None = Field(description="Next, if it is closed and opens within 400 days.")


def _shown(items: Sequence[Item]) -> list[HoursView]:
    calendars, now = configuration.load().calendars, clock.now_ms()
    return [_view(item, calendars[item["sk"]], now) for item in items]


def _feed(name: str, url: str) -> Feed:
    """What another address told does not count."""
    kept = table.get(FEEDS, name) or {}
    read = kept if kept.get("url") == url else {}
    tried, fetched = (read.get(mark) for mark in ("tried_at", "fetched_at"))
    return Feed(
        tried_at=rfc3339(tried) if tried else None,
        fetched_at=rfc3339(fetched) if fetched else None,
        closed_days=read.get("days", []),
        unread=read.get("unread", 0),
        first_unread=read.get("first_unread"),
        error=read.get("error"),
    )


def _view(item: Item, calendar: Calendar, now: int) -> HoursView:
    opens = next_opening(calendar, now)
    return HoursView(
        **said_in(item),
        **written(item),
        feed=_feed(item["sk"], calendar.ical_url) if calendar.ical_url else None,
        open=opens == now,
        opens_at=None if opens in (None, now) else rfc3339(opens),
    )


router = routes(
    Resource(
        Kind("hours", "calendar", lambda name, said: Calendar.parse(said)),
        Hours,
        HoursView,
        counts="It counts from the next message on.",
        gone="One that others name stays: 409 `in-use` says who names it.",
        shown=_shown,
    )
)
