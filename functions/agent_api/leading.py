"""Members that rules, replies and bots share: words in languages, and where it goes from here."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[
    str | dict[str, str],
    Field(
        description="One text, or one for each language (BCP 47).",
        examples=[{"en": "What is it about?", "es": "¿De qué se trata?"}],
    ),
]


class Leads(BaseModel):
    """Where it goes from here; with nothing set, to the end, and the bot keeps it."""

    model_config = ConfigDict(extra="forbid")

    step: str = Field("", description="Of the same reply.")
    reply: str = Field("", examples=["hours"])
    team: str = Field("", examples=["sales"])
    agent: str = ""
    people: bool = Field(False, description="To whom the policy names.")
    skills: list[str] = Field(default_factory=list)
    priority: Literal["", "low", "normal", "high", "urgent"] = ""
    bot: str = Field("", description="One of `/v1/bots`.")
    resolve: bool = False
    attributes: dict[str, str] = Field(
        default_factory=dict, description="Noted on the conversation.", examples=[{"plan": "gold"}]
    )
