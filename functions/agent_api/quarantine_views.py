"""What the API shows of quarantine: names, reasons and times, and what a replay came to."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from functions.agent_api.replays import Outcome
from shared.clock import rfc3339
from shared.quarantine.listing import Facts, Kept


class Quarantined(BaseModel):
    """What the bytes say is nowhere in it: they may be anybody's words."""

    id: str = Field(examples=["whatsapp.main.2026-11-22.<SHA-256 of the bytes>"])
    channel: str
    credentials: str = Field(description="The set that verified it.", examples=["main"])
    reason: str = Field(examples=["unreadable: KeyError", "foreign-account"])
    at: str = Field(description="When it came.")
    size: int = Field(description="Bytes.")


class QuarantinePage(BaseModel):
    items: list[Quarantined]
    next_cursor: str | None


class Replay(BaseModel):
    """``done`` if all of it is in the log; else it stays, and ``unreadable`` says why."""

    id: str
    done: bool
    stored: int = Field(description="New messages and facts.")
    repeated: int = Field(description="Of which the log had one already.")
    unreadable: list[str] = Field(description="A reason for each part.")


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    channel: str = Field(pattern="^[a-z]{1,16}$", examples=["whatsapp"])
    day: date | None = Field(None, description="UTC")
    limit: int = Field(10, ge=1, le=25)
    cursor: str | None = None


class ReplayPage(BaseModel):
    items: list[Replay]
    next_cursor: str | None


def replay_view(name: Kept, outcome: Outcome) -> Replay:
    return Replay(
        id=str(name),
        done=not outcome.unreadable,
        stored=outcome.stored,
        repeated=outcome.repeated,
        unreadable=outcome.unreadable,
    )


def quarantined_view(kept: Kept, facts: Facts) -> Quarantined:
    return Quarantined(
        id=str(kept),
        channel=kept.channel,
        credentials=kept.credential_set,
        reason=facts.reason,
        at=rfc3339(facts.at),
        size=facts.size,
    )
