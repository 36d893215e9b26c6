"""What can be set while the simulator runs, and the defaults a reset returns to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(slots=True)
class Options:
    auto_statuses: bool = True  # play the statuses of an accepted message by itself
    statuses: tuple[str, ...] = ("sent", "delivered", "read")  # in the order they are called back
    first_status_after: float = 0.05  # seconds after the send was accepted
    status_gap: float = 0.05  # seconds between two statuses
    status_repeat: int = 1  # how often each status is delivered
    batch_statuses: bool = False  # all statuses of a message in one call
    retry_gaps: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 4.0)  # after each refusal, then it is lost
    webhook_timeout: float = 15.0  # seconds our answer may take
    strangers: str = "refused"  # who never wrote here: "refused" as on the platform, or "allowed"

    def change(self, wanted: Mapping[str, Any]) -> None:
        """Set what is named. Raises ValueError, changing nothing, for a name there is not."""
        known = {field.name for field in fields(self)}
        if unknown := sorted(set(wanted) - known):
            raise ValueError(f"unknown options {unknown}; there are {sorted(known)}")
        for name, value in wanted.items():
            setattr(self, name, tuple(value) if isinstance(value, list) else value)

    def reset(self) -> None:
        for field in fields(self):
            setattr(self, field.name, field.default)
