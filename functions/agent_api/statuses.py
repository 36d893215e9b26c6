"""What an agent may change on a conversation: status, priority, labels and attributes."""

from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from functions.agent_api.problems import Problem
from shared.configuration.labels import MOST

LabelId = Annotated[str, Field(pattern="^[a-z0-9-]{1,32}$")]
AttributeName = Annotated[str, Field(min_length=1, max_length=40)]
AttributeValue = Annotated[str, Field(min_length=1, max_length=1000)]
Status = Literal["open", "pending", "snoozed", "resolved"]
_LONGEST_MS: Final = 366 * 86_400_000


class Changes(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"status": "resolved"}, {"priority": "high"}]},
    )

    status: Status | None = None
    priority: Literal["low", "normal", "high", "urgent"] | None = None
    snoozed_until: AwareDatetime | None = Field(
        None, description="Without it a snoozed conversation waits for the customer."
    )
    labels: list[LabelId] | None = Field(
        None,
        max_length=MOST,
        description="All of them, by id, in place of those there are; they must be in /v1/labels.",
        examples=[["vip", "refund"]],
    )
    attributes: dict[AttributeName, AttributeValue | None] | None = Field(
        None,
        min_length=1,
        description="A merge patch (RFC 7396): sets what it names, removes what is null.",
        examples=[{"order": "4711", "plan": None}],
    )

    @model_validator(mode="after")
    def _only_the_snoozed_wake(self) -> "Changes":
        if not self.model_dump(exclude_none=True):
            raise ValueError("at least one change")
        if self.snoozed_until and self.status != "snoozed":
            raise ValueError("snoozed_until is for the status snoozed")
        return self

    def decided(self, now: int) -> dict[str, Any]:
        """As ``deciding.decide`` takes them. Raises Problem 422 for a time that has passed, or
        is more than a year away."""
        changes: dict[str, Any] = {"priority": self.priority} if self.priority else {}
        if self.labels is not None:
            changes["labels"] = sorted(set(self.labels)) or None
        if self.status is None:
            return changes
        if self.snoozed_until is None:
            return {**changes, "status": self.status, "snoozed_until": None}
        until = int(self.snoozed_until.timestamp() * 1000)
        if not now < until <= now + _LONGEST_MS:
            raise Problem(422, "no-such-snooze", "A snooze ends in the future, within a year.")
        return {**changes, "status": self.status, "snoozed_until": until}
