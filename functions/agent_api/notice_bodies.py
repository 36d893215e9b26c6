"""A notice as a program of the business asks for it."""

import json
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
    StrictStr,
    field_validator,
    model_validator,
)

from functions.agent_api.drafts import Attached, Template, TemplateButton
from functions.agent_api.link_bodies import Named

LONGEST_CONTEXT: Final = 2_048  # bytes; it stands on the notice and on what answers it
_ContextName = Annotated[str, Field(pattern="^[A-Za-z0-9_.-]{1,64}$")]
_ContextValue = Annotated[StrictStr, Field(min_length=1, max_length=500)] | StrictInt | StrictFloat


class NoticeTemplate(BaseModel):
    """One of the platform's, as the type `template` of a message; where the platform keeps none,
    the reply of that name (`_` being `-`), whose slots the context fills."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=512, examples=["order_shipped"])
    language: str | None = Field(
        None, min_length=2, max_length=35, description="The customer's if not given."
    )
    slots: list[str] = Field(
        default_factory=list, description="Of the body, in order.", examples=[["4711"]]
    )
    header: str | None = Field(None, min_length=1, description="Of a header that is a text.")
    buttons: list[TemplateButton | None] = Field(
        default_factory=list, description="In the template's order; null where none is needed."
    )

    def spoken(self, language: str) -> Template:
        said = self.model_dump(exclude={"language"})
        return Template(**said, language=language)


class NewNotice(BaseModel):
    """To a contact, or to an address on an account; one of both."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "channel": "sms",
                    "account": "main",
                    "address": "+34600111222",
                    "template": {"name": "order_shipped", "slots": ["4711"]},
                    "context": {"about": "order", "order": "4711"},
                }
            ]
        },
    )

    contact_id: str | None = Field(None, pattern="^[a-z2-7]{26}$")
    channels: list[str] = Field(
        default_factory=list,
        max_length=20,
        description="Of the contact's, which may be taken, the one that is wanted most first. "
        "Without, the one that was last active of those that can take it.",
        examples=[["whatsapp", "sms"]],
    )
    channel: str | None = Field(None, examples=["sms"])
    account: Named | None = Field(None, description="Has to be registered.", examples=["main"])
    address: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="A phone number or the customer's id, as the channel has it; who never wrote "
        "gets it where the platform lets the business begin.",
        examples=["+34600111222"],
    )
    template: NoticeTemplate
    attachments: list[Attached] = Field(
        default_factory=list, max_length=1, description="An upload, for the template's header."
    )
    context: dict[_ContextName, _ContextValue] = Field(
        default_factory=dict,
        max_length=20,
        description="What it is about; at most 2 KB. It stands beside what the customer answers, "
        "and rules and bots see it there.",
        examples=[{"about": "order", "order": "4711"}],
    )

    @field_validator("context")
    @classmethod
    def _is_small(cls, said: dict[str, Any]) -> dict[str, Any]:
        if len(json.dumps(said, ensure_ascii=False).encode()) > LONGEST_CONTEXT:
            raise ValueError(f"at most {LONGEST_CONTEXT} bytes")
        return said

    @model_validator(mode="after")
    def _is_to_somebody(self) -> "NewNotice":
        place = (self.channel, self.account, self.address)
        if bool(self.contact_id) == any(place) or any(place) != all(place):
            raise ValueError("either contact_id, or channel, account and address")
        if self.channels and not self.contact_id:
            raise ValueError("channels are chosen from a contact's")
        return self
