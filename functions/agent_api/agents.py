"""/v1/agents: what agents can take, and what they are doing now."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.access import may_administer, may_read, may_write, principal_of
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
from functions.agent_api.problems import Problem, documented
from shared.clock import rfc3339
from shared.configuration.teams import Agent
from shared.routing import agents, presence
from shared.routing.agents import Presence, State
from shared.table import Item

router = Router()
KIND = Kind("agents", "agent", Agent.parse)


class AgentSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field("", max_length=120, description="For people.")
    teams: list[str] = Field(default_factory=list)
    skills: list[str] = Field(default_factory=list, examples=[["refunds"]])
    languages: list[str] = Field(
        default_factory=list, description="None: any.", examples=[["es", "en"]]
    )
    capacity: int = Field(5, ge=0, le=1000, description="Of open and pending conversations.")
    weights: dict[str, Annotated[int, Field(ge=0, le=1000)]] = Field(
        default_factory=dict,
        description="What a conversation of a channel takes of it, where that is not 1.",
        examples=[{"webchat": 2}],
    )
    shifts: str = Field("", description="The calendar outside which it gets nothing.")


class AgentView(AgentSettings, Written):
    presence: Presence
    present_since: str | None
    load: int = Field(description="Of the capacity, what open and pending conversations take.")


class AgentPage(BaseModel):
    items: list[AgentView]
    next_cursor: str | None


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid")

    presence: Presence


@router.get(
    "/v1/agents",
    summary="The agents, what they can take and have",
    tags=["agents"],
    responses=documented(400, 403, 422),
)
def list_agents(
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor_: Annotated[str | None, Query(alias="cursor")] = None,
) -> AgentPage:
    principal = principal_of(router.current_event)
    may_read(principal)
    items, next_cursor = KIND.page(principal, cursor_, limit)
    there = agents.states() if items else {}
    shown = [_view(item, there.get(item["sk"]) or State(item["sk"])) for item in items]
    return AgentPage(items=shown, next_cursor=next_cursor)


@router.get(
    "/v1/agents/<name>", summary="One agent", tags=["agents"], responses=documented(403, 404, 422)
)
def get_agent(name: Name) -> Response[AgentView]:
    may_read(principal_of(router.current_event))
    item = KIND.find(name)
    shown = _view(item, agents.state(name))
    return Response(200, "application/json", shown, headers=etag(item))


@router.put(
    "/v1/agents/<name>",
    summary="Write an agent",
    description="From then on what the agent has is counted, and routing gives the agent more.",
    tags=["agents"],
    responses=documented(403, 412, 422, 503),
)
def put_agent(
    name: Name,
    said: Annotated[AgentSettings, Body()],
    match: IfMatch = None,
    none_match: IfNoneMatch = None,
) -> Response[AgentView]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    document = said.model_dump(mode="json", exclude_defaults=True)
    item, new = KIND.write(principal, name, document, match, none_match)
    presence.may_take_more(name)
    shown = _view(item, agents.state(name))
    return Response(201 if new else 200, "application/json", shown, headers=etag(item))


@router.delete(
    "/v1/agents/<name>",
    summary="Remove an agent",
    description="What the agent has stays; nothing is counted and nothing given any more.",
    tags=["agents"],
    responses=documented(403, 404, 412, 422, 503),
)
def delete_agent(name: Name, match: IfMatch = None) -> Response[str]:
    principal = principal_of(router.current_event)
    may_administer(principal)
    return KIND.remove(principal, name, match)


@router.put(
    "/v1/agents/<name>/presence",
    summary="Say whether an agent is there",
    description="Whoever is online, and in a shift, gets whom waits longest. Agents say it of "
    "themselves, admins of anybody.",
    tags=["agents"],
    responses=documented(403, 404, 422, 503),
)
def put_presence(name: Name, said: Annotated[Said, Body()]) -> AgentView:
    principal = principal_of(router.current_event)
    may_write(principal)
    if principal.scope != "admin" and principal.agent != name:
        raise Problem(403, "forbidden", "Agents say it of themselves only.")
    return _view(KIND.find(name), presence.say(name, said.presence))


def _view(item: Item, doing: State) -> AgentView:
    return AgentView(
        **said_in(item),
        **written(item),
        presence=doing.presence,
        present_since=rfc3339(doing.since) if doing.since else None,
        load=doing.load,
    )
