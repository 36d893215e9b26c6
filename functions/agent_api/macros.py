"""/v1/macros: several things that agents do together, by one name."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.agent_api import references
from functions.agent_api.assign import Assignment
from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind, Written
from functions.agent_api.notes import NewNote
from functions.agent_api.refusals import unfit
from functions.agent_api.statuses import Changes, LabelId, Status
from shared.configuration.labels import MOST

_YEAR_MS: Final = 365 * 86_400_000


class Saying(BaseModel):
    """Sends a reply by name, as the message of type `reply` does."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["reply"]
    reply: str = Field(pattern="^[a-z0-9-]{1,32}$", examples=["refund-sent"])
    slots: dict[str, Annotated[str, Field(max_length=1000)]] = Field(
        default_factory=dict, description="What the run gives counts before these."
    )


class Changing(BaseModel):
    """Changes the conversation, as `PATCH` does."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["change"]
    status: Status | None = None
    priority: Literal["low", "normal", "high", "urgent"] | None = None
    snooze_ms: int | None = Field(
        None, ge=60_000, le=_YEAR_MS, description="How long, for the status snoozed."
    )

    @model_validator(mode="after")
    def _changes_something(self) -> "Changing":
        if not (self.status or self.priority) or (self.snooze_ms and self.status != "snoozed"):
            raise ValueError("status, priority, or both; snooze_ms is for the status snoozed")
        return self

    def changes(self, now: int) -> Changes:
        until = (
            datetime.fromtimestamp((now + self.snooze_ms) / 1000, UTC) if self.snooze_ms else None
        )
        return Changes(status=self.status, priority=self.priority, snoozed_until=until)


class Labelling(BaseModel):
    """Puts labels on the conversation, and takes others off it."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["labels"]
    add: list[LabelId] = Field(default_factory=list, max_length=20, examples=[["refund"]])
    remove: list[LabelId] = Field(default_factory=list, max_length=20)

    def changes(self, there: Iterable[str]) -> Changes:
        """Where the labels ``there`` are on it now. Raises Problem 422."""
        after = sorted({*there, *self.add} - {*self.remove})
        if len(after) > MOST:
            raise unfit(f"a conversation has at most {MOST} labels", "add", "Too many labels.")
        return Changes(labels=after)


class Noting(NewNote):
    """Writes a note, as `/notes` does."""

    type: Literal["note"]


class Assigning(Assignment):
    """Hands the conversation over, as `/assign` does."""

    type: Literal["assign"]


Action = Annotated[Saying | Changing | Labelling | Noting | Assigning, Field(discriminator="type")]


class MacroBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = Field("", max_length=120, description="For people.")
    actions: list[Action] = Field(
        min_length=1,
        max_length=20,
        description="In this order.",
        examples=[
            [
                {"type": "reply", "reply": "refund-sent"},
                {"type": "change", "status": "snoozed", "snooze_ms": 86_400_000},
            ]
        ],
    )


class MacroView(MacroBody, Written):
    """As it was written."""


KIND: Final = Kind("macros", "macro", references.macro)
router = routes(
    Resource(
        KIND,
        MacroBody,
        MacroView,
        counts="Agents run it by `POST /v1/conversations/{id}/macros/{name}`. What it names must "
        "be there.",
        gone="Runs that have begun go on with what it was.",
    )
)
