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
    # What a conversation of a channel takes of an agent's capacity.
    weights: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # Messages and decisions of all conversations, as they were written; and the messages alone.
    line: list[Item] = field(default_factory=list)
    log: list[Item] = field(default_factory=list)
    # How each conversation stands, and what it has become another name of.
    standing: dict[str, Item] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    messages: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    presence: dict[str, str] = field(default_factory=dict)
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
        elif item.get("kind") == "agent-state":
            self.presence[item["sk"]] = item.get("presence", "offline")
        if "OldImage" in images:
            return
        if item.get("kind") == "decision":
            self._decided(item)
        elif item.get("kind") == "message":
            self._said(item)

    def consent(self, pk: str) -> str:
        """By the newest decision about it, on whichever of the customer's ids."""
        canonical = self.names.get(pk, pk)
        same = [canonical, *(name for name, to in self.names.items() if to == canonical)]
        lasts = [log[-1] for name in same if (log := self.decisions[name])]
        newest = max(lasts, key=lambda last: last.get("consent_since") or 0, default=None)
        return str(newest["consent"]) if newest else "unknown"

    def holds(self, agent: str) -> int:
        """How much of the agent's capacity the conversations take that the agent works on."""
        held = [one for one in self.newest() if holder(one) == agent]
        return sum(self.weight(agent, one["pk"]) for one in held)

    def weight(self, agent: str, pk: str) -> int:
        return self.weights.get(agent, {}).get(self.standing.get(pk, {}).get("channel", ""), 1)

    def taken_over(self, message: Item) -> bool:
        """Whether an agent gave the conversation to people since ``message`` was accepted."""
        canonical = self.names.get(message["pk"], message["pk"])
        same = {canonical, *(name for name, to in self.names.items() if to == canonical)}
        owners: dict[str, str] = {}
        accepted = False
        for item in self.line:
            if item["pk"] not in same:
                continue
            if item["kind"] == "message":
                accepted = accepted or item["sk"] == message["sk"]
                continue
            had, owners[item["pk"]] = owners.get(item["pk"], "bot"), item["owner"]
            by_people = item["by"].startswith("agent:") and item["owner"] != "bot"
            if accepted and by_people and item["owner"] != had:
                return True
        return False

    def newest(self) -> list[Item]:
        """How each conversation stands that is no other name of one, if anybody decided."""
        found = (self._newest(pk) for pk in {*self.decisions, *self.standing} - {*self.names})
        return [one for one in found if one]

    def _newest(self, pk: str) -> Item | None:
        """By its newest decision; where two became one, as they were joined."""
        decisions, standing = self.decisions[pk], self.standing.get(pk, {})
        last = decisions[-1] if decisions else None
        joined = pk in self.names.values() and standing.get("version", 0) > 0
        if joined and (last is None or standing["version"] >= last["version"]):
            return standing
        return last

    def _decided(self, item: Item) -> None:
        before, last = self.decisions[item["pk"]], self._newest(item["pk"])
        upon = last["version"] if last else 0
        if item["version"] != upon + 1:
            self.wrongs.append(f"decision {item['version']} after {upon}")
        had = holder(last) if last else None
        before.append(item)
        self.line.append(item)
        agent = holder(item)
        if agent is None or agent == had or not item["by"].startswith("workflow:"):
            return
        if self.holds(agent) > self.capacities.get(agent, 1_000):
            self.wrongs.append(f"{agent} was given too much: {item['why']}")
        if self.presence.get(agent, "offline") != "online":
            self.wrongs.append(f"{agent} was given something, and is not there: {item['why']}")

    def _said(self, item: Item) -> None:
        self.messages[item["pk"]].append(item)
        self.log.append(item)
        self.line.append(item)
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
