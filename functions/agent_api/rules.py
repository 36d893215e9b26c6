"""/v1/rules: under which circumstances what is said, and who gets the conversation."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api import references
from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind, Written
from functions.agent_api.leading import Leads


class WhenBody(BaseModel):
    """All that is named must fit; of several values, one. Nothing named fits always."""

    model_config = ConfigDict(extra="forbid")

    channels: list[str] = Field(default_factory=list, examples=[["whatsapp"]])
    accounts: list[str] = Field(default_factory=list, examples=[["whatsapp:main"]])
    languages: list[str] = Field(default_factory=list, examples=[["es"]])
    keywords: list[str] = Field(
        default_factory=list,
        description="Whole words, without case and accents; `open*` is how one begins.",
    )
    referrals: list[str] = Field(default_factory=list, description="Of an advertisement or link.")
    attributes: dict[str, str] = Field(default_factory=dict)
    teams: list[str] = Field(default_factory=list, description="Who has the conversation.")
    hours: Literal["", "open", "closed"] = ""
    first: bool | None = Field(None, description="Of its episode.")


class RuleBody(BaseModel):
    """The first that fits, by position, counts."""

    model_config = ConfigDict(extra="forbid")

    when: WhenBody = Field(default_factory=WhenBody, examples=[{"keywords": ["hours", "horario"]}])
    then: Leads = Field(default_factory=Leads, examples=[{"reply": "hours"}])
    position: int = 100


class RuleView(RuleBody, Written):
    """As it was written."""


router = routes(
    Resource(
        Kind("rules", "rule", references.rule),
        RuleBody,
        RuleView,
        counts="It counts from the next message on. What it leads to must be there.",
        gone="It no longer counts.",
    )
)
