"""What an agent may send, checked against the channel's limits before anything is accepted."""

import json
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, model_validator

from functions.agent_api.refusals import unfit
from shared.accepting import Draft
from shared.channels import CHANNELS, Limits
from shared.messages import MessageType
from shared.wording.offering import LONGEST_TITLE, numbered
from shared.wording.splitting import fits

_MEDIA = ("image", "audio", "video", "file", "sticker")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LinkedFile(_Strict):
    url: HttpUrl
    name: str | None = Field(None, max_length=240)


class Attached(_Strict):
    id: str = Field(pattern="^[a-z2-7]{26}$", description="Of an upload.")
    name: str | None = Field(None, min_length=1, max_length=240)
    voice: bool = Field(False, description="Shown as spoken; audio only.")


class TemplateButton(_Strict):
    """What a button of a template takes: the rest of its link, or what comes back when tapped."""

    kind: Literal["url", "quick_reply"] = "url"
    value: str = Field(min_length=1, max_length=2000)


class Template(_Strict):
    """A header's image, video or document is the message's attachment."""

    name: str = Field(min_length=1, max_length=512)
    language: str = Field(min_length=2, max_length=15, examples=["en_US"])
    slots: list[str] = Field(default_factory=list, description="Of the body, in order.")
    header: str | None = Field(None, min_length=1, description="Of a header that is a text.")
    buttons: list[TemplateButton | None] = Field(
        default_factory=list, description="In the template's order; null where none is needed."
    )

    def filled(self) -> dict[str, Any]:
        """``content`` of the message that sends it."""
        slots: Any = self.slots
        if self.header or self.buttons:
            buttons = [button and button.model_dump() for button in self.buttons]
            slots = {"body": self.slots, "header": self.header, "buttons": buttons}
        return {"name": self.name, "language": self.language, "slots": slots}


class Button(_Strict):
    id: str = Field(min_length=1, max_length=256)
    title: str = Field(min_length=1, max_length=LONGEST_TITLE)


class Place(_Strict):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    name: str | None = None
    address: str | None = None


class Fallback(_Strict):
    """Which template goes in the stead of what comes too late for the window."""

    language: str | None = Field(None, min_length=2, max_length=15)
    slots: list[str] = Field(default_factory=list)


class NewMessage(_Strict):
    """``text`` is the words, or a file's caption, or what stands above buttons."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"type": "text", "text": "Your parcel arrives tomorrow."},
                {
                    "type": "template",
                    "template": {"name": "parcel", "language": "en", "slots": ["4711"]},
                },
            ]
        }
    )

    type: Literal[
        "text",
        "image",
        "audio",
        "video",
        "file",
        "sticker",
        "location",
        "interactive",
        "template",
        "reply",
    ] = "text"
    text: str | None = None
    file: LinkedFile | None = Field(None, description="For image, audio, video, file, sticker.")
    attachments: list[Attached] = Field(
        default_factory=list, max_length=1, description="An upload, in place of `file`."
    )
    location: Place | None = None
    buttons: list[Button] = Field(
        default_factory=list,
        max_length=50,
        description="For interactive. More or longer ones than the channel shows to be tapped "
        "are numbered, and the number or the title written back counts as the press.",
    )
    template: Template | None = None
    reply: str | None = Field(
        None, pattern="^[a-z0-9-]{1,32}$", description="One of `/v1/replies`, by name."
    )
    slots: dict[str, Annotated[str, Field(max_length=1000)]] = Field(
        default_factory=dict,
        description="Of the reply; those not given are filled with the conversation's attributes, "
        "`name` and `agent`.",
        examples=[{"order": "4711"}],
    )
    language: str | None = Field(
        None, min_length=2, max_length=35, description="Of the reply; the customer's if not given."
    )
    reply_to: str | None = Field(None, description="The platform's id of the message quoted.")
    seen_through: Annotated[
        str | None,
        Field(description="The newest message you have seen; a newer answer refuses yours."),
    ] = None

    fallback: Annotated[
        Literal["template"] | Fallback | None,
        Field(
            description="If the window is closed: send the best approved template, with these "
            "slots, and hold this message until the customer answers."
        ),
    ] = None

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> "NewMessage":
        needed = {
            "text": self.text,
            "location": self.location,
            "interactive": self.text and self.buttons,
            "template": self.template,
            "reply": self.reply,
            **dict.fromkeys(_MEDIA, bool(self.file) != bool(self.attachments)),
        }
        if not needed[self.type]:
            raise ValueError(f"a message of type {self.type} lacks what makes it one")
        if self.attachments and self.type not in (*_MEDIA, "template"):
            raise ValueError(f"a message of type {self.type} has no attachments")
        of_a_reply = bool(self.reply or self.slots or self.language)
        if of_a_reply != (self.type == "reply"):
            raise ValueError("reply, slots and language are for the type reply")
        if self.type == "reply" and (self.text or self.buttons):
            raise ValueError("a reply says what is written in it")
        return self


def draft_of(
    new: NewMessage, channel: str, author: str, media: dict[str, Any] | None = None
) -> Draft:
    """The draft of ``new``, no reply by name, on ``channel``; ``media`` is its upload, if any.

    Raises Problem 422 where the channel cannot take it.
    """
    if new.type == "template" and not CHANNELS[channel].templates:
        raise unfit(f"{channel} has no templates", "template")
    _check(new, CHANNELS[channel].limits)
    return Draft(
        type=cast(MessageType, new.type),
        text=new.text or "",
        content={**_content(new), **({"media": media} if media else {})},
        reply_to=new.reply_to,
        author_kind="agent",
        author_id=author,
        purpose="reply",
    )


def _content(new: NewMessage) -> dict[str, Any]:
    if new.type in _MEDIA and new.file:
        return {"media": json.loads(new.file.model_dump_json(exclude_none=True))}
    if new.type == "location" and new.location:
        return new.location.model_dump(exclude_none=True)
    if new.type == "interactive":
        return {"buttons": [button.model_dump() for button in new.buttons]}
    return new.template.filled() if new.type == "template" and new.template else {}


def _check(new: NewMessage, limits: Limits) -> None:
    # Other texts are parted where they are too long.
    if new.type == "interactive":
        said = numbered(new.text or "", _content(new))
        if not fits(said, limits.text, limits.text_unit):
            most = f"{limits.text} {limits.text_unit}"
            raise unfit(f"text and choices are longer than this channel's {most}", "text")
