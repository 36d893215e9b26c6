"""A platform that takes messages, is down, too busy, or takes them without an answer."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from shared import sending
from shared.channels import CHANNELS, Channel
from shared.errors import ChannelThrottled, ChannelUnavailable, OutcomeUnknown
from shared.ids import MessageId
from shared.table import Item
from tests.clock import SteppingClock

Mood = Literal["up", "down", "busy", "silent"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What arrived there, and when."""

    id: str
    at: int
    message: Item


@dataclass(slots=True)
class Platform:
    clock: SteppingClock
    mood: Mood = "up"
    taken: list[Taken] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)
    # What must not be said now, as the test knows it: why, or "".
    may_take: Callable[[Item], str] = lambda message: ""

    def post(self, message: Item, secrets: Mapping[str, Any]) -> str:
        if self.mood == "down":
            raise ChannelUnavailable("down", "The platform is down.")
        if self.mood == "busy":
            raise ChannelThrottled("busy", "Too fast.", retry_after=30)
        name = str(MessageId.of(message))
        if wrong := self.may_take(message):
            self.wrongs.append(f"{wrong}: {message.get('rule') or message['text']}")
        self.taken.append(Taken(name, self.clock.now, dict(message)))
        if self.mood == "silent":
            raise OutcomeUnknown("silent", "No answer came.")
        return f"wamid.ours-{len(self.taken)}"

    def send(self, records: Sequence[dict[str, Any]]) -> set[str]:
        """Each channel's sender, at this platform; returns which records come back."""
        by_channel: dict[str, list[dict[str, Any]]] = {}
        for record in records:
            by_channel.setdefault(json.loads(record["body"])["channel"], []).append(record)
        failed = [self._sent(CHANNELS[name], own) for name, own in by_channel.items()]
        return {name for names in failed for name in names}

    def _sent(self, channel: Channel, records: list[dict[str, Any]]) -> set[str]:
        answer = sending.deliver({"Records": records}, channel, self.post, _signal, sleep=_no_time)
        return {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}


def _signal(kind: str, message: Item, secrets: Mapping[str, Any]) -> None:
    """Nobody looks."""


def _no_time(seconds: float) -> None:
    """The pause between two tries."""
