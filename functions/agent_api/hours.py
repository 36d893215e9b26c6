"""/v1/hours: calendars of business hours."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import may_administer, may_read, principal_of
from functions.agent_api.documents import (
    IfMatch,
    IfNoneMatch,
    Kind,
    Name,
    Written,
    etag,
    said_in,
    written,
)
from functions.agent_api.problems import documented
from shared import clock, configuration
from shared.clock import rfc3339
from shared.hours.calendars import Calendar
from shared.hours.opening import is_open, next_opening
from shared.table import Item

router = Router()
KIND = Kind("hours", "calendar", lambda name, said: Calendar.parse(said))

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


class HoursView(Hours, Written):
    open: bool = Field(description="At this moment.")
    opens_at: str | None = Field(description="Next, if it is closed and opens within 400 days.")


class HoursPage(BaseModel):
    items: list[HoursView]
    next_cursor: str | None


@router.get(
    "/v1/hours",
    summary="The calendars of business hours",
    tags=["hours"],
    responses=documented(400, 403, 422),
)
def list_hours(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> HoursPage:
    principal = principal_of(router.current_event)
    may_read(principal)
    items, next_cursor = KIND.page(principal, cursor_, limit)
    return HoursPage(items=[_view(item) for item in items], next_cursor=next_cursor)


@router.get(
    "/v1/hours/<name>",
    summary="One calendar",
    tags=["hours"],
    responses=documented(403, 404, 422),
)
def get_hours(name: Name) -> Response[HoursView]:
    may_read(principal_of(router.current_event))
    item = KIND.find(name)
    return Response(200, "application/json", _view(item), headers=etag(item))


@router.put(
    "/v1/hours/<name>",
    summary="Write a calendar",
    tags=["hours"],
    responses=documented(403, 412, 422, 503),
)
def put_hours(
    name: Name,
    said: Annotated[Hours, Body()],
    match: IfMatch = None,
    none_match: IfNoneMatch = None,
) -> Response[HoursView]:
    """It counts from the next message on."""
    principal = principal_of(router.current_event)
    may_administer(principal)
    item, new = KIND.write(principal, name, _document(said), match, none_match)
    return Response(201 if new else 200, "application/json", _view(item), headers=etag(item))


@router.delete(
    "/v1/hours/<name>",
    summary="Remove a calendar",
    description="Whoever names it is then always open.",
    tags=["hours"],
    responses=documented(403, 404, 412, 422, 503),
)
def delete_hours(name: Name, match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    return KIND.remove(principal, name, match)


def _document(said: Hours) -> dict[str, Any]:
    document = said.model_dump(mode="json", exclude_none=True)
    return {name: value for name, value in document.items() if value or name == "week"}


def _view(item: Item) -> HoursView:
    said, now = said_in(item), clock.now_ms()
    calendar = configuration.load().calendars[item["sk"]]
    opens = None if is_open(calendar, now) else next_opening(calendar, now)
    return HoursView(
        **said,
        **written(item),
        open=is_open(calendar, now),
        opens_at=None if opens is None else rfc3339(opens),
    )
