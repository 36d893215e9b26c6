"""Everything between a customer and an agent, run in any order until nothing is left to do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, TypeVar

from moto.dynamodb.models import dynamodb_backends

from functions.follow_log import stream
from functions.orchestrate import start
from functions.sweep import sweep
from shared import configuration
from tests import faults
from tests.clock import SteppingClock
from tests.journeys import timers
from tests.journeys.mailbox import Letter, Mailbox
from tests.journeys.meddling import Meddler
from tests.journeys.platform import Platform
from tests.journeys.watch import Watch
from tests.local.stream_records import as_event, mixed

T = TypeVar("T")
Record = dict[str, Any]

_FOLLOWED: Final = ("M#", "R#", "D#")
_MOST_STEPS: Final = 400  # of one settling, or it never rests
_MOST_OTHERS: Final = 8  # steps between two calls
_MOST_RINGS: Final = 120  # of one jump
CRASHED: Final = None


@dataclass(slots=True)
class World:
    clock: SteppingClock
    chance: Random
    platform: Platform
    watch: Watch = field(default_factory=Watch)
    wake: Mailbox = field(default_factory=lambda: Mailbox("wake.fifo"))
    send: Mailbox = field(default_factory=lambda: Mailbox("send.fifo"))
    meddler: Meddler = field(default_factory=Meddler)
    crash: faults.CrashPoint | None = None
    steps: int = 0
    _unread: list[Record] = field(default_factory=list)
    _following: bool = False

    def settle(self, most: int = _MOST_STEPS) -> bool:
        """Deliver, in any order, until nothing is left or ``most`` was done; whether it rests."""
        for _ in range(most):
            self.read()
            todo = self._handlers()
            if not todo:
                return True
            with self.meddler.around():
                self.chance.choice(todo)()
            self.steps += 1
        assert most < _MOST_STEPS, "it never rests"
        return False

    def crowded(self, crowded: bool) -> None:
        """Whether others come in between whenever an agent gets something."""
        self.wake.one_by_one = self.send.one_by_one = crowded
        self.meddler.crowd = self.others if crowded else None

    def others(self) -> None:
        """While something runs, whatever else there is to do for other conversations is done."""
        for _ in range(_MOST_OTHERS):
            self.read()
            if self._unread and not self._following:
                self._follow()
            elif self.wake.visible(self.clock.now):
                self._deliver(self.wake, self._mailbox)
            else:
                break

    def advance(self, ms: int, *, asleep: bool = False) -> None:
        """Let time pass: each timer rings when it is due, or, where everything was ``asleep``, all
        of them at the end."""
        until = self.clock.now + ms
        for _ in range(0 if asleep else _MOST_RINGS):
            self.settle()
            at = self._next_at()
            if at is None or at > until:
                break
            self.clock.now = max(at, self.clock.now + 1)
        self.clock.now = until
        self.settle()
        self.sweep()
        self.settle()

    def once(self, run: Callable[[], T]) -> T | None:
        """What ``run`` returns; CRASHED if the crash that was planned befell it."""
        point, self.crash = self.crash, None
        if point is None:
            return run()
        configuration.forget()  # whoever crashes, and whoever comes after it, has nothing kept
        with self.meddler.alone(), faults.injected(crash=point) as calls:
            try:
                return run()
            except faults.Crash:
                return CRASHED
            finally:
                configuration.forget()
                if not calls.dead:
                    self.crash = point

    def _handlers(self) -> list[Callable[[], None]]:
        now = self.clock.now
        found: list[Callable[[], None]] = []
        if timers.any_due(now):
            found.append(self._ring)
        if self._unread:
            found.append(self._follow)
        if self.wake.visible(now):
            found.append(lambda: self._deliver(self.wake, self._mailbox))
        if self.send.visible(now):
            found.append(lambda: self._deliver(self.send, self.platform.send))
        return found

    def _ring(self) -> None:
        """What crashed, or what two do at once, rings a second time."""
        for _ in range(self.chance.choice((1, 1, 1, 2))):
            self.once(timers.ring)

    def sweep(self) -> None:
        self.once(lambda: sweep.lambda_handler({}, None))

    def read(self) -> None:
        shard = dynamodb_backends["123456789012"]["eu-west-1"].tables["threadline"].stream_shard
        assert shard
        new = [as_event(item.to_json(), "arn:stream") for item in shard.items]
        shard.items.clear()  # or moto copies them with each transaction
        for record in new:
            self.watch.see(record)
        self._unread += filter(_is_followed, new)

    def _follow(self) -> None:
        """A part of what is unread; a batch that crashed comes back, and others may as well."""
        if self._following:
            return  # one at a time reads a shard
        self._following = True
        batch = self._unread[: self.chance.choice((1, 3, 100))]
        event = {"Records": mixed(batch, self.chance)}
        answer = self.once(lambda: stream.lambda_handler(event, None))
        self._following = False
        if answer is not CRASHED and self.chance.random() < 0.85:
            del self._unread[: len(batch)]

    def _deliver(self, mailbox: Mailbox, handler: Callable[[list[Record]], set[str]]) -> None:
        batch = mailbox.take(self.clock.now, self.chance)
        failed = self.once(lambda: handler([letter.record() for letter in batch]))
        names = {letter.name for letter in batch}
        mailbox.settle(batch, names if failed is CRASHED else failed, self.clock.now)
        if failed is not CRASHED and self.chance.random() < 0.1:
            self._again(mailbox, batch[0])

    @staticmethod
    def _again(mailbox: Mailbox, letter: Letter) -> None:
        mailbox.put(letter.group, letter.body)

    def _mailbox(self, records: list[Record]) -> set[str]:
        answer = start.lambda_handler({"Records": records}, None)
        return {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}

    def _next_at(self) -> int | None:
        times = (timers.next_at(), self.wake.next_at(), self.send.next_at())
        return min((at for at in times if at is not None), default=None)


def _is_followed(record: Record) -> bool:
    """As the template's filters say."""
    image = record["dynamodb"].get("NewImage", {})
    if image.get("kind") == {"S": "agent-state"} and image.get("news") == {"S": "free"}:
        return True
    return bool(record["dynamodb"]["Keys"]["sk"]["S"].startswith(_FOLLOWED))
