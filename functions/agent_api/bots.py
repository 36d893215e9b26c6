"""/v1/bots: bots that run elsewhere, and are asked over HTTP."""

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api import references
from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind, Written
from functions.agent_api.leading import Leads


class BotBody(BaseModel):
    """Its requests are signed with the secret `<prefix>/bots/<id>`."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=500, examples=["https://bot.example/threadline"])
    deadline_s: float = Field(5, gt=0, le=10)
    otherwise: Leads | None = Field(None, description="If it does not answer; people, if not told.")


class BotView(BotBody, Written):
    """As it was written."""


router = routes(
    Resource(
        Kind("bots", "bot", references.bot),
        BotBody,
        BotView,
        counts="docs/bots.md says what is asked and how it is signed.",
        gone="One that others name stays: 409 `in-use` says who names it.",
    )
)
