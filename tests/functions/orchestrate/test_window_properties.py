"""Customers, agents, clocks that jump, timers that ring late or twice: what holds all the same.

Pure: the plan of a window's timer against a log in memory, with one chain of rings at a time as the
follower and the timer itself set it.
"""

import json
from dataclasses import dataclass, field

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from functions.orchestrate.window_plan import WindowRules, plan
from shared.channels import WHATSAPP
from shared.delivery.guarding import refusal
from shared.drafts import Draft, message_of
from shared.table import Item
from shared.windows import timer as window_rings
from shared.windows import window
from tests import log

HOUR = 3_600_000
DAY = 24 * HOUR
START = 1_767_225_600_000
LATE = 3 * HOUR  # how long nothing rings, if something is wrong
A_LOT = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class World:
    now: int = START
    items: dict[str, Item] = field(default_factory=dict)
    summary: Item = field(
        default_factory=lambda: {
            "pk": log.PK,
            "sk": "A",
            "channel": "whatsapp",
            "account": "main",
            "identity": "34600111222",
            "owner": "agent:ana",
            "assignee": "ana",
            "team": "sales",
            "status": "open",
            "consent": "unknown",
        }
    )
    # Its time and chain → when it rings.
    timers: dict[tuple[int, int], int] = field(default_factory=dict)
    rung: set[tuple[int, int]] = field(default_factory=set)
    # When, whether it was let go, and how long the story then was.
    sent: list[tuple[int, bool, int]] = field(default_factory=list)
    events: list[tuple[str, int, int]] = field(default_factory=list)  # what, its time, put when
    # Who spoke, and when, as it happened: what the code makes of the items is judged by this.
    story: list[tuple[str, int]] = field(default_factory=list)
    told: dict[int, int] = field(default_factory=dict)  # end → how long the story then was

    def put(self, item: Item) -> None:
        if item["sk"] not in self.items:
            self.items[item["sk"]] = item
            if item["direction"] == "note":
                content = json.loads(item["content"])
                end = content.get("window_end", item["sent_at"])
                self.events.append((content["event"], end, self.now))
                self.told.setdefault(end, len(self.story))

    def customer_writes(self, late: bool) -> None:
        item = log.inbound(f"in{len(self.items)}", self.now)
        self.put(item)
        self.story.append(("customer", self.now))
        self.summary["inbound_at"] = self.now
        end = self.now + DAY
        if self.summary.get("armed", 0) <= self.now:  # as the follower does
            self.begin(end, window_rings.next_ring(self.summary, end, self.now), late)

    def begin(self, chain: int, at: int, late: bool) -> None:
        self.summary["armed"] = chain
        self.ring_at(at, chain, late)

    def ring_at(self, at: int, chain: int, late: bool) -> None:
        """An entry that is there already is not put again."""
        if (at, chain) not in self.rung:
            self.timers.setdefault((at, chain), at + LATE * late)

    def agent_answers(self) -> None:
        draft = Draft(type="text", text="yes", author_kind="agent", author_id="ana")
        ref = f"out{len(self.items)}"
        item = message_of(self.summary, draft, at=self.now, ref=ref, now=self.now, seen=None)
        end = self.window_end()
        refused = refusal(item, self.summary, WHATSAPP, window_end=end, now=self.now)
        self.sent.append((self.now, refused is None, len(self.story)))
        self.put({**item, "status": "failed" if refused else "sent"})
        if not refused:
            self.story.append(("agent", self.now))

    def window_end(self) -> int | None:
        ends = [until for item in self.items.values() if (until := window.opens_until(item))]
        return max(ends, default=None)

    def ring(self, chain: int, late_next: bool) -> None:
        """A chain rings; twice, for deliveries are at least once."""
        for _ in range(2):
            messages = [item for item in self.items.values() if item["sent_at"] >= chain - DAY]
            planned = plan(self.summary, messages, chain, self.now, WindowRules())
            self.rings_again(planned["ring"], chain, late_next)
            if planned["closing"]:
                self.put(planned["closing"])
            if notice := planned["notice"]:
                self.put(notice["item"])

    def rings_again(self, ring: dict[str, int] | None, chain: int, late: bool) -> None:
        if ring is None or window_rings.rings_elsewhere(self.summary, chain, self.now):
            return
        if ring["end"] == chain:
            self.ring_at(ring["at"], chain, late)
        else:
            self.begin(ring["end"], ring["at"], late)

    def pass_time(self, ms: int, late_next: bool, jump: bool) -> None:
        """Timers ring as time goes by; after a jump, all that were due ring at once."""
        until = self.now + ms
        self.now = until if jump else self.now
        while self.timers and (next_one := min(self.timers.items(), key=_when))[1] <= until:
            (timer, at), chain = next_one, next_one[0][1]
            self.now = max(self.now, at)
            del self.timers[timer]
            self.rung.add(timer)
            self.ring(chain, late_next)
        self.now = until


def _when(timer: tuple[tuple[int, int], int]) -> int:
    return timer[1]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["customer", "agent", "wait", "jump"]),
        st.integers(1, 30 * HOUR),
        st.booleans(),
    ),
    max_size=25,
)


def played(steps: list[tuple[str, int, bool]]) -> World:
    world = World()
    for who, ms, late in [*steps, ("wait", 4 * DAY, False)]:
        if who == "customer":
            world.pass_time(ms // 4, late, jump=False)  # also in the very moment of an answer
            world.customer_writes(late)
        elif who == "agent":
            world.pass_time(ms // 8 + 1, late, jump=False)  # nobody answers in no time
            world.agent_answers()
        else:
            world.pass_time(ms, late, jump=who == "jump")
    return world


def windows(world: World) -> list[tuple[int, int]]:
    """Each stretch in which the business could write freely: its begin and its last end."""
    found: list[tuple[int, int]] = []
    said = sorted(i["sent_at"] for i in world.items.values() if i["direction"] == "inbound")
    for at in said:
        if found and at < found[-1][1]:
            found[-1] = found[-1][0], at + DAY
        else:
            found.append((at, at + DAY))
    return found


def of(world: World, what: str) -> list[tuple[int, int]]:
    return [(end, at) for kind, end, at in world.events if kind == what]


@A_LOT
@given(STEPS)
@example([("agent", 1, False), ("customer", 1, False)])
def test_nothing_is_sent_outside_a_window(steps: list[tuple[str, int, bool]]) -> None:
    world = played(steps)
    for at, let_go, so_far in world.sent:
        opened = [when for who, when in world.story[:so_far] if who == "customer"]
        assert let_go == any(when <= at < when + DAY for when in opened)


@A_LOT
@given(STEPS)
def test_every_window_closes_once_at_its_last_end_and_never_before(
    steps: list[tuple[str, int, bool]],
) -> None:
    world = played(steps)
    closed = of(world, window.CLOSED)
    assert sorted(end for end, _ in closed) == [end for _, end in windows(world)]
    assert all(at >= end for end, at in closed)
    assert not world.timers, "nothing rings for ever"


@A_LOT
@given(STEPS)
@example([("customer", 1, False), ("agent", 1, False), ("customer", 1, False)])
def test_each_window_with_a_customer_who_waits_has_one_reminder_and_no_other_has(
    steps: list[tuple[str, int, bool]],
) -> None:
    world = played(steps)
    reminded = [end for end, _ in of(world, "window-reminder")]
    assert len(reminded) == len(set(reminded))
    for begin, end in windows(world):
        at = [when for about, when in of(world, "window-reminder") if about == end]
        if waits(world.story, begin, end):
            assert len(at) == 1, "somebody waited to the end and nobody was told"
        for when in at:
            assert when >= end - 2 * HOUR - window_rings.TALK_MS
            assert waits(world.story[: world.told[end]], begin, end), "who was answered"


def waits(story: list[tuple[str, int]], begin: int, end: int) -> bool:
    """Whether, at the end of ``story``, nobody has spoken since a customer did in that window."""
    asked = False
    for who, at in story:
        if who == "agent":
            asked = False
        elif begin <= at < end:
            asked = True
    return asked


def test_the_world_can_fail() -> None:
    """A timer that rings late is told apart from one that rings in time."""
    end = START + 1 + DAY
    for late, told, closed in ((False, end - 2 * HOUR, end), (True, end + HOUR, end + HOUR)):
        world = played([("customer", 4, late), ("wait", 30 * HOUR, late)])
        assert of(world, "window-reminder") == [(end, told)]
        assert of(world, window.CLOSED) == [(end, closed)]
