"""GET /v1/events: what happened, in order, to whoever asks again and again.

The route stands in the document with the others, but ``functions.agent_api.waiting`` answers it:
who waits must not keep others from being answered.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from functions.agent_api import event_stream
from functions.agent_api.access import READ, Principal, principal_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.event_stream import Look, Position
from functions.agent_api.problems import documented
from shared import polling
from shared.clock import rfc3339
from shared.ids import MessageId
from shared.messages import Direction, Status
from shared.table import Item

router = Router()
EventType = Literal["message.created", "message.updated", "conversation.updated"]


class Event(BaseModel):
    """What happened, and the names of what it happened to; those are read by routes of their own,
    as they are then."""

    id: str = Field(description="The same if the same is told again.")
    type: EventType
    at: str = Field(description="When it came into the log.")
    channel: str | None = None
    conversation_id: str
    message_id: str | None = None
    direction: Direction | None = Field(None, description="Of a message that was created.")
    status: Status | None = Field(None, description="Of a message that was updated, at that time.")
    version: int | None = Field(None, description="Of the conversation that was updated.")
    merged_into: str | None = Field(
        None, description="The conversation of which this one is another name from now on."
    )


class EventPage(BaseModel):
    """``next_cursor`` is never null: what comes next may not have happened yet."""

    items: list[Event]
    next_cursor: str


@router.get(
    "/v1/events",
    security=READ,
    summary="What happened since",
    description="Each event at least once, those of a conversation in their order, none left "
    "out. Answers as soon as there is something, or with no items when `wait` is over; ask again "
    "with `next_cursor` as `since`. Without `since` the log is read from `day` on, or the answer "
    "is a cursor at its end. Where too many wait, API Gateway answers 503.",
    tags=["events"],
    responses=documented(400, 403, 410, 422, 503),
)
def list_events(
    since: Annotated[str | None, Query(description="A cursor of this route.")] = None,
    day: Annotated[date | None, Query(description="UTC. Begins there or a little earlier.")] = None,
    wait: Annotated[int, Query(ge=0, le=polling.LONGEST_S, description="Seconds.")] = 20,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    type_: Annotated[EventType | None, Query(alias="type")] = None,
) -> EventPage:
    principal = principal_of(router.current_event)
    of = f"events {principal.token}"
    asked = position(of, since)
    if asked:
        start = Position.parse(asked)
    elif day:
        start = event_stream.start_of(day)
    else:
        return EventPage(items=[], next_cursor=cursor(of, str(event_stream.end())))
    found = _Waiting(start, lambda event: _is_wanted(event, principal, type_), limit).found(wait)
    items = [_view(event) for event in found.events]
    return EventPage(items=items, next_cursor=cursor(of, str(found.position)))


def _is_wanted(event: Item, principal: Principal, kind: EventType | None) -> bool:
    return kind in (None, event["type"]) and principal.may_see(event.get("channel", ""))


class _Waiting:
    """Looks from where the last look ended."""

    def __init__(self, start: Position, wanted: Callable[[Item], bool], limit: int) -> None:
        self._position, self._wanted, self._limit = start, wanted, limit
        self._looked = False

    def found(self, wait_s: int) -> Look:
        """What came within ``wait_s`` seconds. Raises Problem 410."""
        return polling.until(self._look, wait_s) or Look([], self._position, at_end=True)

    def _look(self) -> Look | None:
        before = self._position
        found = event_stream.look(before, self._wanted, self._limit)
        self._position = found.position
        if found.events or not found.at_end:
            return found  # without events if none of so many was wanted
        if not self._looked:
            self._looked = True
            self._position = event_stream.beyond_silence(found.position, before)
        return None


def _view(event: Item) -> Event:
    message = event.get("message")
    return Event(
        id=event["id"],
        type=event["type"],
        at=rfc3339(event["at"]),
        channel=event.get("channel"),
        conversation_id=event.get("conversation") or MessageId.parse(str(message)).conversation,
        message_id=message,
        direction=event.get("direction"),
        status=event.get("status"),
        version=event.get("version"),
        merged_into=event.get("into"),
    )
