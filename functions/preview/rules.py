"""Lambda: what a changed set of rules would have done with the messages of a past day.

Event: ``{"day": "2026-11-21", "limit": 200, "channels": [], "account"?: "whatsapp:main",
"after"?: place, "rules"?: [...], "replies"?: {...}, "policy"?: {...}}``. Returns ``{"looked_at",
"different": [{"conversation_id", "message_id", "at", "now", "then"}], "next": place|null}``.
Raises ValueError naming what is wrong with the change, Unavailable.
"""

from dataclasses import asdict, dataclass, field
from operator import itemgetter
from typing import Any, Final

from functions.preview import day_log, past
from functions.preview.change import changed
from functions.preview.spending import Spending
from functions.preview.world import World
from shared import clock, configuration
from shared.clock import rfc3339
from shared.configuration import Configuration
from shared.conversations import conversation_of
from shared.event_log import Place
from shared.ids import MessageId
from shared.planning.sight import BY
from shared.table import Item

_MOST_EVENTS: Final = 1_000  # looked up in one call, whatever they are
_TO_ANSWER_MS: Final = 8_000  # of the function's own time, for what rests to the end of the page


@dataclass(slots=True)
class Comparison:
    """Both courses of every conversation that is met, one beside the other."""

    now: Configuration
    then: Configuration
    channels: frozenset[str]
    account: str
    worlds: dict[str, tuple[World, World] | None] = field(default_factory=dict)
    spent: tuple[Spending, Spending] = field(default_factory=lambda: (Spending(), Spending()))
    untold: dict[str, list[tuple[int, Item]]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # an event may be told twice
    looked_at: int = 0
    different: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def take(self, item: Item) -> None:
        """The next thing that happened."""
        conversation, key = conversation_of(item), f"{item['pk']} {item['sk']}"
        if key in self.seen:
            return
        self.seen.add(key)
        if item["kind"] == "message" and item["direction"] == "inbound":
            if self._wanted(item):
                self._compare(conversation, item)
            return
        both = self.worlds.get(conversation)
        if both and _by_people(item):
            seen = day_log.with_what_it_changed(item) if item["kind"] == "decision" else item
            for world in both:
                world.see(seen)
            self._tell(conversation, both)

    def told(self) -> list[dict[str, Any]]:
        """All differences, in the order of the messages; whoever is still writing is done."""
        for conversation, both in self.worlds.items():
            if both:
                for world in both:
                    world.rest()
                self._tell(conversation, both)
        return [one for _, one in sorted(self.different, key=itemgetter(0))]

    def _compare(self, conversation: str, message: Item) -> None:
        if conversation not in self.worlds:
            self.worlds[conversation] = self._begun(message)
        both = self.worlds[conversation]
        if both is None:
            return
        self.looked_at += 1
        self.untold.setdefault(conversation, []).append((self.looked_at, message))
        for world in both:
            world.hear(message)
        self._tell(conversation, both)

    def _tell(self, conversation: str, both: tuple[World, World]) -> None:
        """Of the messages of which both courses have made something."""
        left = self.untold.pop(conversation, [])
        for number, message in left:
            name = str(MessageId.of(message))
            now, then = (world.outcomes.get(name) for world in both)
            if now is None or then is None:
                self.untold.setdefault(conversation, []).append((number, message))
            elif now.differs(then):
                difference = {
                    "conversation_id": conversation,
                    "message_id": name,
                    "at": rfc3339(message["received_at"]),
                    "now": asdict(now),
                    "then": asdict(then),
                }
                self.different.append((number, difference))

    def _begun(self, message: Item) -> tuple[World, World] | None:
        summary = past.summary_at(message)
        if summary is None:
            return None
        of_now, of_then = self.spent
        now = World(dict(summary), self.now, of_now)
        return now, World(dict(summary), self.then, of_then)

    def _wanted(self, message: Item) -> bool:
        account = f"{message['channel']}:{message['account']}"
        seen = not self.channels or message["channel"] in self.channels
        return seen and self.account in ("", account)


def _by_people(item: Item) -> bool:
    """Or by another workflow: all that happened, whatever this one would have done."""
    if item["kind"] == "decision":
        return bool(item["by"] != BY)
    return bool(item["direction"] == "outbound" and item["author_kind"] == "agent")


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    until = clock.now_ms() + context.get_remaining_time_in_millis() - _TO_ANSWER_MS
    now = configuration.load()
    then = changed(now, event)
    comparison = Comparison(
        now, then, frozenset(event.get("channels") or ()), event.get("account") or ""
    )
    after = event.get("after")
    begin = Place.parse(after) if after else day_log.first_of(event["day"])
    following = _play(comparison, event["day"], begin, event["limit"], until) if begin else None
    return {
        "looked_at": comparison.looked_at,
        "different": comparison.told(),
        "next": following and str(following),
    }


def _play(comparison: Comparison, day: str, begin: Place, limit: int, until: int) -> Place | None:
    """Where to go on; None at the day's end. One event is taken, however late it is."""
    for number, (place, event) in enumerate(day_log.events(day, begin)):
        late = number > 0 and clock.now_ms() >= until
        if number == _MOST_EVENTS or comparison.looked_at == limit or late:
            return place
        if item := day_log.item_of(event):
            comparison.take(item)
    return None
