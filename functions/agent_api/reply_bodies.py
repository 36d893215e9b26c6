"""Replies as admins write them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.documents import Written
from functions.agent_api.leading import Leads, Words


class LinkBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Words
    url: Words = Field(examples=["https://help.example/hours"])


class ChoiceBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[\w-]{1,40}$", examples=["hours"])
    title: Words = Field("", description="Without it, the id.")
    words: list[str] = Field(default_factory=list, description="Which, written, mean the same.")
    next: Leads = Field(default_factory=Leads)


class StepBody(BaseModel):
    """It shows choices, or asks for an answer in words, or neither."""

    model_config = ConfigDict(extra="forbid")

    text: Words = ""
    links: list[LinkBody] = Field(default_factory=list, description="Shown below the text.")
    choices: list[ChoiceBody] = Field(default_factory=list)
    ask: Literal["", "text", "number", "email", "date"] = ""
    save: str = Field("", description="The attribute that keeps the answer.", examples=["order"])
    next: Leads | None = Field(None, description="After the answer; where nothing is asked, now.")
    again: Words = Field("", description="Said when an answer is none.")
    tries: int = Field(2, ge=0, le=10, description="0: another answer is a new request.")
    otherwise: Leads | None = Field(None, description="After so many; to people, if not told.")
    lasts_ms: int = Field(604_800_000, ge=1, description="A later answer is a new request.")


class FileBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern="^[a-z2-7]{26}$", description="Of an upload, which is kept from now.")
    name: str = Field("", max_length=240, description="Without it, the upload's.")
    voice: bool = Field(False, description="Shown as spoken; audio only.")


class ReplyBody(StepBody):
    """One step, or several by name of which the first is called `start`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": {"en": "We are open from 9 to 18.", "es": "Abrimos de 9 a 18."},
                    "links": [{"title": "All about it", "url": "https://help.example/hours"}],
                    "solved": True,
                }
            ]
        }
    )

    steps: dict[str, StepBody] | None = Field(
        None,
        examples=[
            {
                "start": {
                    "text": {"en": "What is it about?", "es": "¿De qué se trata?"},
                    "choices": [
                        {"id": "hours", "title": "Opening hours", "next": {"reply": "hours"}}
                    ],
                }
            }
        ],
    )
    solved: bool = Field(False, description="Asks whether that was it, or a person is wanted.")
    attachments: list[FileBody] = Field(
        default_factory=list, max_length=1, description="Only for replies that people send."
    )


class ReplyView(ReplyBody, Written):
    """As it was written."""
