"""/v1/teams: who works through one queue, and how."""

from typing import Annotated, Literal

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
from shared.configuration.teams import Strategy, Team
from shared.table import Item

router = Router()
KIND = Kind("teams", "team", Team.parse)

Priority = Literal["low", "normal", "high", "urgent"]
Minutes = dict[Literal["first", "next", "resolution"], Annotated[int, Field(ge=0)]]


class TeamSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field("", max_length=120, description="For people.")
    strategy: Strategy = "least-load"
    hours: str = Field("", description="Its calendar; without one, the business's.")
    same_agent: bool = Field(True, description="Who had a customer gets the customer again.")
    relax_skills_after_ms: int = Field(
        300_000, ge=0, description="Then anybody of the team will do; 0: never."
    )
    tell_wait_after_ms: int = Field(
        0,
        ge=0,
        description="When whoever waits is told how long it may take: up to 1000 at once, 0 never.",
    )
    service_levels: dict[Priority, Minutes] = Field(default_factory=dict)


class TeamView(TeamSettings, Written):
    pass


class TeamPage(BaseModel):
    items: list[TeamView]
    next_cursor: str | None


@router.get("/v1/teams", summary="The teams", tags=["teams"], responses=documented(400, 403, 422))
def list_teams(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> TeamPage:
    principal = principal_of(router.current_event)
    may_read(principal)
    items, next_cursor = KIND.page(principal, cursor_, limit)
    return TeamPage(items=[_view(item) for item in items], next_cursor=next_cursor)


@router.get(
    "/v1/teams/<name>", summary="One team", tags=["teams"], responses=documented(403, 404, 422)
)
def get_team(name: Name) -> Response[TeamView]:
    may_read(principal_of(router.current_event))
    item = KIND.find(name)
    return Response(200, "application/json", _view(item), headers=etag(item))


@router.put(
    "/v1/teams/<name>",
    summary="Write a team",
    tags=["teams"],
    responses=documented(403, 412, 422, 503),
)
def put_team(
    name: Name,
    said: Annotated[TeamSettings, Body()],
    match: IfMatch = None,
    none_match: IfNoneMatch = None,
) -> Response[TeamView]:
    """It counts from the next message on."""
    principal = principal_of(router.current_event)
    may_administer(principal)
    document = said.model_dump(mode="json", exclude_defaults=True)
    item, new = KIND.write(principal, name, document, match, none_match)
    return Response(201 if new else 200, "application/json", _view(item), headers=etag(item))


@router.delete(
    "/v1/teams/<name>",
    summary="Remove a team",
    description="What it has stays where it is; whoever is in it still works through its queue.",
    tags=["teams"],
    responses=documented(403, 404, 412, 422, 503),
)
def delete_team(name: Name, match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    return KIND.remove(principal, name, match)


def _view(item: Item) -> TeamView:
    return TeamView(**said_in(item), **written(item))
