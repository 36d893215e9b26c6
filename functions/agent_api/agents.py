"""/v1/agents: what agents can take, and what they are doing now."""

from collections.abc import Sequence
from typing import Annotated, Final

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api import leaving, references
from functions.agent_api.access import WRITE, principal_of
from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind, Name, Written, said_in, written
from functions.agent_api.problems import Problem, documented
from shared.clock import rfc3339
from shared.routing import agents, presence
from shared.routing.agents import Presence, State
from shared.table import Item


class AgentSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field("", max_length=120, description="For people.", examples=["Ana"])
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


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid")

    presence: Presence


def _shown(items: Sequence[Item]) -> list[AgentView]:
    there = agents.states() if items else {}
    return [_view(item, there.get(item["sk"]) or State(item["sk"])) for item in items]


def _view(item: Item, doing: State) -> AgentView:
    return AgentView(
        **said_in(item),
        **written(item),
        presence=doing.presence,
        present_since=rfc3339(doing.since) if doing.since else None,
        load=doing.load,
    )


KIND: Final = Kind("agents", "agent", references.agent)
router = routes(
    Resource(
        KIND,
        AgentSettings,
        AgentView,
        counts="From then on what the agent has is counted, and routing gives the agent more. The "
        "teams and the calendar that it names must be there.",
        gone="What the agent has, and what would come back, goes to the team that it is for, or "
        "else to whom the policy names; who works on by hand keeps it. One whom others name "
        "stays: 409 `in-use`.",
        shown=_shown,
        afterwards=presence.may_take_more,
        left=leaving.agent,
    )
)


@router.put(
    "/v1/agents/<name>/presence",
    security=WRITE,
    summary="Say whether an agent is there",
    description="Whoever is online, and in a shift, gets whom waits longest. Agents say it of "
    "themselves, admins of anybody.",
    tags=["agents"],
    responses=documented(403, 404, 422, 503),
)
def put_presence(name: Name, said: Annotated[Said, Body()]) -> AgentView:
    principal = principal_of(router.current_event)
    if principal.scope != "admin" and principal.agent != name:
        raise Problem(403, "forbidden", "Agents say it of themselves only.")
    return _view(KIND.find(name), presence.say(name, said.presence))
