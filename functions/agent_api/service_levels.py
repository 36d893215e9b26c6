"""How the promises to a customer stand, as the API shows them."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from shared import configuration
from shared.clock import rfc3339_or_none
from shared.promises import promised
from shared.service_levels import Clock

State = Literal["running", "warning", "paused", "met", "breached"]


class Promise(BaseModel):
    due_at: str | None = Field(description="Null while nothing is due.")
    state: State


class ServiceLevel(BaseModel):
    """Those of the conversation's team and priority; null where there is no such promise."""

    first: Promise | None = None
    next: Promise | None = None
    resolution: Promise | None = None


def service_level_of(summary: dict[str, Any], now: int) -> ServiceLevel | None:
    """None where nothing is promised. Reads the configuration if a team has the conversation."""
    if not summary.get("team"):
        return None
    clocks = promised(summary, configuration.load(), now)
    shown = {name: _promise(clock, now) for name, clock in clocks.items()}
    return ServiceLevel(**shown) if shown else None


def _promise(clock: Clock, now: int) -> Promise:
    warned = clock.state == "running" and clock.warn_at is not None and clock.warn_at <= now
    return Promise(
        due_at=rfc3339_or_none(clock.due_at),
        state="warning" if warned else clock.state,
    )
