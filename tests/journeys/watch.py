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
    log: list[Item] = field(default_factory=list)  # of all conversations, as it was written
    # How each conversation stands, and what it has become another name of.
    standing: dict[str, Item] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    messages: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    wrongs: list[str] = field(default_factory=list)

    def see(self, record: Record) -> None:
        images = record["dynamodb"]
        if "NewImage" not in images:
            return
        item = from_wire(images["NewImage"])
        if item.get("kind") == "summary":
            self.standing[item["pk"]] = item
        elif item.get("kind") == "merged":
            self.names[item["pk"]] = f"C#{item['to']}"
        if "OldImage" in images:
            return
        if item.get("kind") == "decision":
            self._decided(item)
        elif item.get("kind") == "message":
            self._said(item)

    def consent(self, pk: str) -> str:
        newest = self._newest(self.names.get(pk, pk))
        return str(newest["consent"]) if newest else "unknown"

    def holds(self, agent: str) -> int:
        """How many conversations the agent works on."""
        return sum(holder(one) == agent for one in self.newest())

    def newest(self) -> list[Item]:
        """How each conversation stands that is no other name of one, if anybody decided."""
        found = (self._newest(pk) for pk in {*self.decisions, *self.standing} - {*self.names})
        return [one for one in found if one]

    def _newest(self, pk: str) -> Item | None:
        """By its newest decision; where two became one, as they were joined."""
        decisions, standing = self.decisions[pk], self.standing.get(pk, {})
        last = decisions[-1] if decisions else None
        joined = pk in self.names.values() and standing.get("version", 0) > 0
        if joined and (last is None or standing["version"] > last["version"]):
            return standing
        return last

    def _decided(self, item: Item) -> None:
        before, last = self.decisions[item["pk"]], self._newest(item["pk"])
        upon = last["version"] if last else 0
        if item["version"] != upon + 1:
            self.wrongs.append(f"decision {item['version']} after {upon}")
        had = holder(last) if last else None
        before.append(item)
        agent = holder(item)
        if agent is None or agent == had or not item["by"].startswith("workflow:"):
            return
        if self.holds(agent) > self.capacities.get(agent, 1_000):
            self.wrongs.append(f"{agent} was given too much: {item['why']}")

    def _said(self, item: Item) -> None:
        self.messages[item["pk"]].append(item)
        self.log.append(item)
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
