"""/v1/quarantine: what came authentic and could not be used, and replaying it after a fix."""

from datetime import date
from typing import Annotated, Final

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from functions.agent_api import replays
from functions.agent_api.access import ADMINISTER, READ, Principal, principal_of
from functions.agent_api.cursors import cursor, position
from functions.agent_api.problems import documented, not_found
from functions.agent_api.quarantine_views import (
    Quarantined,
    QuarantinePage,
    Replay,
    ReplayPage,
    Wanted,
    quarantined_view,
    replay_view,
)
from shared import audit, clock, table
from shared.media import files
from shared.quarantine import listing
from shared.quarantine.listing import Facts, Kept

router = Router()
Id = Annotated[str, Path(max_length=128)]
_WHAT: Final = "object in quarantine"
_REPLAY_WITHIN_MS: Final = 10_000  # begun by then, the last one ends before API Gateway gives up


@router.get(
    "/v1/quarantine",
    security=READ,
    summary="What could not be used",
    description="The newest day first; those of a day in no order that means anything.",
    tags=["quarantine"],
    responses=documented(400, 403, 422, 503),
)
def list_quarantine(
    channel: Annotated[str | None, Query(pattern="^[a-z]{1,16}$")] = None,
    day: Annotated[date | None, Query(description="UTC")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> QuarantinePage:
    principal = principal_of(router.current_event)
    of = f"quarantine {principal.token} {channel} {day}"
    after = position(of, cursor_)
    found: list[Kept] = []
    if channel is None or principal.may_see(channel):
        wanted = {channel} if channel else principal.channels
        on = day.isoformat() if day else None
        found = listing.page(wanted, on, Kept.parse(after) if after else None, limit)
    seen = [(kept, listing.facts(kept)) for kept in found]
    return QuarantinePage(
        # What was replayed meanwhile is there no more.
        items=[quarantined_view(kept, facts) for kept, facts in seen if facts],
        next_cursor=cursor(of, str(found[-1])) if len(found) == limit else None,
    )


@router.get(
    "/v1/quarantine/<kept>",
    security=READ,
    summary="Why one could not be used",
    tags=["quarantine"],
    responses=documented(403, 404, 422, 503),
)
def get_quarantined(kept: Id) -> Quarantined:
    principal = principal_of(router.current_event)
    name = _visible(principal, kept)
    return quarantined_view(name, _there(name))


@router.get(
    "/v1/quarantine/<kept>/raw",
    security=ADMINISTER,
    summary="Its bytes as they came",
    description="Redirects to a link that lives five minutes. Who looked stands in the audit log.",
    tags=["quarantine"],
    responses={302: {"description": "The link is in `Location`"}, **documented(403, 404, 422, 503)},
)
def get_raw(kept: Id) -> Response[str]:
    principal = principal_of(router.current_event)
    name = _visible(principal, kept)
    _there(name)
    table.transact(audit.entry(principal.name, "read", f"quarantine/{name}"))
    link = files.link_to_get(name.key, "application/octet-stream", f"{name}.json")
    return Response(302, body="", headers={"Location": link, "Cache-Control": "no-store"})


@router.post(
    "/v1/quarantine/<kept>/replay",
    security=ADMINISTER,
    summary="Try one again",
    description="It goes the way of a webhook, by the code of today: a message takes the place "
    "in the line where it was said. Asked again, also without an Idempotency-Key, it is the same "
    "message and, for as long as the log of events is kept, the same answer. What is done leaves "
    "quarantine; what is unreadable still stays there.",
    tags=["quarantine"],
    responses=documented(403, 404, 409, 413, 422, 503),
)
def replay_quarantined(kept: Id) -> Replay:
    principal = principal_of(router.current_event)
    return _replayed(_visible(principal, kept), principal)


@router.post(
    "/v1/quarantine/replay",
    security=ADMINISTER,
    summary="Try all of a channel again",
    description="A page of the list, one after the other, each as by its own route; go on with "
    "`next_cursor` until it is null.",
    tags=["quarantine"],
    responses=documented(400, 403, 404, 409, 413, 422, 503),
)
def replay_page(wanted: Annotated[Wanted, Body()]) -> ReplayPage:
    principal = principal_of(router.current_event)
    if not principal.may_see(wanted.channel):
        raise not_found(_WHAT)
    of = f"replays {principal.token} {wanted.channel} {wanted.day}"
    after = position(of, wanted.cursor)
    day = wanted.day.isoformat() if wanted.day else None
    last = Kept.parse(after) if after else None
    found = listing.page({wanted.channel}, day, last, wanted.limit)
    items, until = list[Replay](), clock.now_ms() + _REPLAY_WITHIN_MS
    for name in found:
        if clock.now_ms() > until:
            break
        last = name
        outcome = replays.replay(name, by=principal.name)
        if outcome:  # else it was replayed meanwhile
            items.append(replay_view(name, outcome))
    more = bool(found) and (last != found[-1] or len(found) == wanted.limit)
    return ReplayPage(items=items, next_cursor=cursor(of, str(last)) if more else None)


def _replayed(name: Kept, principal: Principal) -> Replay:
    outcome = replays.replay(name, by=principal.name)
    if outcome is None:
        raise not_found(_WHAT)
    return replay_view(name, outcome)


def _visible(principal: Principal, text: str) -> Kept:
    """Raises Problem 404."""
    try:
        name = Kept.parse(text)
    except ValueError as error:
        raise not_found(_WHAT) from error
    if not principal.may_see(name.channel):
        raise not_found(_WHAT)
    return name


def _there(name: Kept) -> Facts:
    facts = listing.facts(name)
    if facts is None:
        raise not_found(_WHAT)
    return facts
