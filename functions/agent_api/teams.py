"""/v1/teams: who works through one queue, and how."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api import leaving, references
from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind, Written
from shared.configuration.teams import Strategy

Priority = Literal["low", "normal", "high", "urgent"]
Minutes = dict[Literal["first", "next", "resolution"], Annotated[int, Field(ge=0)]]


class TeamSettings(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"name": "Front desk", "service_levels": {"normal": {"first": 15, "next": 60}}}
            ]
        },
    )

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


router = routes(
    Resource(
        Kind("teams", "team", references.team),
        TeamSettings,
        TeamView,
        counts="It counts from the next message on. The calendar that it names must be there.",
        gone="What it has goes to whom the policy names. One that others name stays: 409 `in-use`.",
        left=leaving.team,
    )
)
