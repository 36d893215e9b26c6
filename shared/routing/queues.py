"""Who waits for a team: one item for each conversation, the most urgent and oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from shared import table
from shared.configuration.teams import PRIORITIES
from shared.conversations import conversation_of
from shared.keys import lists
from shared.table import Action, Item

LOOK_AT: Final = 200  # as many of a queue are read at first
FURTHER: Final = 1_200  # and so many more at a time, where none of those could be given to anybody
NORMAL: Final = "normal"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation that waits since ``since`` (ms). ``last`` had it before."""

    conversation: str
    since: int
    channel: str
    priority: str = NORMAL
    skills: frozenset[str] = frozenset()
    language: str = ""
    last: str = ""

    @property
    def turn(self) -> tuple[int, int, str]:
        """The smaller, the earlier it is its turn."""
        return _rank(self.priority), self.since, self.conversation

    @property
    def sk(self) -> str:
        return lists.queue_sk(*self.turn)


def _rank(priority: str) -> int:
    return len(PRIORITIES) - 1 - PRIORITIES.index(priority if priority else NORMAL)


def waiting_of(summary: Item, since: int, last: str | None) -> Waiting:
    """``summary``, or a decision made upon it, as it stands in a queue. Its ``language`` is the
    one that it waits with, which may have become another since."""
    return Waiting(
        conversation=conversation_of(summary),
        since=since,
        channel=summary["channel"],
        priority=summary.get("priority") or NORMAL,
        skills=frozenset(summary.get("skills") or ()),
        language=summary.get("language") or "",
        last=last or "",
    )


def joining(team: str, waiting: Waiting) -> Action:
    item: dict[str, Any] = {
        "pk": lists.queue_pk(team),
        "sk": waiting.sk,
        "kind": "queued",
        "channel": waiting.channel,
        "priority": waiting.priority,
        "skills": sorted(waiting.skills),
        "language": waiting.language,
        "last": waiting.last,
    }
    return table.putting(item, if_absent=False)


def leaving(team: str, waiting: Waiting) -> Action:
    return table.deleting(lists.queue_pk(team), waiting.sk, None, {})


def heads(team: str, most: int = LOOK_AT, *, after: str = "") -> Iterator[Waiting]:
    """Those whose turn comes first, of them who stand behind the key ``after``. One query."""
    for item in table.query(lists.queue_pk(team), f"{after}\0" if after else "0", "9~", limit=most):
        _, since, conversation = lists.turn_of(item["sk"])
        yield Waiting(
            conversation=conversation,
            since=since,
            channel=item["channel"],
            priority=item["priority"],
            skills=frozenset(item["skills"]),
            language=item["language"],
            last=item["last"],
        )


def in_turn(team: str) -> Iterator[Waiting]:
    """All of them, read as far as somebody takes them: ``LOOK_AT``, then ``FURTHER`` at a time."""
    page, most = list(heads(team)), LOOK_AT
    yield from page
    while len(page) == most:
        most = FURTHER
        page = list(heads(team, most, after=page[-1].sk))
        yield from page
