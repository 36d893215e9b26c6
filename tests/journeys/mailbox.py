"""FIFO queues as Lambda reads them: in line within a group, and what failed comes back later."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from moto.sqs.models import sqs_backends

HIDDEN_MS: Final = 540_000  # how long what failed is out of sight, as in the template
MOST_TRIES: Final = 5
_ACCOUNT: Final = "123456789012"


@dataclass(slots=True)
class Letter:
    name: str
    group: str
    body: str
    tries: int = 0
    visible_at: int = 0

    def record(self) -> dict[str, Any]:
        return {
            "messageId": self.name,
            "body": self.body,
            "attributes": {
                "MessageGroupId": self.group,
                "ApproximateReceiveCount": str(self.tries + 1),
            },
        }


@dataclass(slots=True)
class Mailbox:
    """The queue ``name`` of moto, emptied into lines that are kept here, since moto's clock is not
    the test's."""

    name: str
    lines: dict[str, list[Letter]] = field(default_factory=dict)
    dead: list[Letter] = field(default_factory=list)
    one_by_one: bool = False  # a group a batch, so that others are left for who comes in between
    _taken: set[str] = field(default_factory=set)  # groups that somebody is at
    _count: int = 0

    def put(self, group: str, body: str) -> None:
        self._count += 1
        letter = Letter(f"{self.name}-{self._count}", group, body)
        self.lines.setdefault(group, []).append(letter)

    def visible(self, now: int) -> list[str]:
        """The groups of which something can be taken."""
        queue = sqs_backends[_ACCOUNT]["eu-west-1"].queues[self.name]
        for message in queue._messages:
            self.put(str(message.group_id), message.body)
        queue._messages.clear()
        return [
            group
            for group, line in self.lines.items()
            if line[0].visible_at <= now and group not in self._taken
        ]

    def take(self, now: int, chance: Random) -> list[Letter]:
        """A batch: the first ones of some groups, which nobody else gets until it is settled."""
        groups = self.visible(now)
        chosen = chance.sample(groups, 1 if self.one_by_one else chance.randint(1, len(groups)))
        self._taken.update(chosen)
        return [
            letter
            for group in chosen
            for letter in self.lines[group][: chance.choice((1, 1, 2, 10))]
        ]

    def settle(self, batch: Sequence[Letter], failed: set[str], now: int) -> None:
        """``failed`` of ``batch`` come back; after so many tries they are dead letters."""
        for letter in batch:
            line = self.lines[letter.group]
            self._taken.discard(letter.group)
            letter.tries += 1
            if letter.name in failed and letter.tries < MOST_TRIES:
                letter.visible_at = now + HIDDEN_MS
                continue
            line.remove(letter)
            if letter.name in failed:
                self.dead.append(letter)
            if not line:
                del self.lines[letter.group]

    def next_at(self) -> int | None:
        """When the next of what failed can be taken again."""
        return min((line[0].visible_at for line in self.lines.values()), default=None)
