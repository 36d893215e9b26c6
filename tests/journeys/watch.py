"""What was written to the table, in the very order of the writes; and what must never be."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.drafts import OPT_OUT_CONFIRMATION
from shared.table import Item, from_wire

Record = Mapping[str, Any]


@dataclass(slots=True)
class Watch:
    """Told of every record of the stream. ``wrongs`` are what it saw that must not happen."""

    capacities: Mapping[str, int] = field(default_factory=dict)
    decisions: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    messages: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    wrongs: list[str] = field(default_factory=list)

    def see(self, record: Record) -> None:
        images = record["dynamodb"]
        if "NewImage" not in images or "OldImage" in images:
            return
        item = from_wire(images["NewImage"])
        if item.get("kind") == "decision":
            self._decided(item)
        elif item.get("kind") == "message":
            self._said(item)

    def consent(self, pk: str) -> str:
        decisions = self.decisions[pk]
        return str(decisions[-1]["consent"]) if decisions else "unknown"

    def holds(self, agent: str) -> int:
        """How many conversations the agent works on, by the newest decision of each."""
        newest = [decisions[-1] for decisions in self.decisions.values() if decisions]
        return sum(holder(one) == agent for one in newest)

    def _decided(self, item: Item) -> None:
        before = self.decisions[item["pk"]]
        if item["version"] != len(before) + 1:
            self.wrongs.append(f"decision {item['version']} after {len(before)}")
        had = holder(before[-1]) if before else None
        before.append(item)
        agent = holder(item)
        if agent is None or agent == had or not item["by"].startswith("workflow:"):
            return
        if self.holds(agent) > self.capacities.get(agent, 1_000):
            self.wrongs.append(f"{agent} was given too much: {item['why']}")

    def _said(self, item: Item) -> None:
        self.messages[item["pk"]].append(item)
        if item["direction"] != "outbound" or not automatic(item):
            return
        if self.consent(item["pk"]) == "out":
            self.wrongs.append(f"accepted after the opt-out: {item.get('rule')}")


def automatic(message: Item) -> bool:
    """Whether a machine says it, and not in answer to the opt-out itself."""
    machine = message["author_kind"] in ("bot", "system")
    return machine and message.get("purpose") != OPT_OUT_CONFIRMATION


def holder(decision: Item) -> str | None:
    """The agent who works on it."""
    kind, _, name = decision["owner"].partition(":")
    works = kind == "agent" and decision["status"] in ("open", "pending")
    return str(name) if works else None
