"""One course of a conversation, as a configuration would have made it: pure."""

from dataclasses import dataclass, field
from typing import Any

from functions.follow_log.summary import fold
from shared import deciding, episodes
from shared.channels import CHANNELS
from shared.configuration import Configuration
from shared.planning.plan import PARTS, plan
from shared.table import Item


@dataclass(slots=True)
class Outcome:
    """``reply`` is by which rule what is said, ``assign`` who gets it and what else is decided,
    ``steps`` the parts of the plan by name, ``why`` their reasons."""

    reply: dict[str, str] | None = None
    assign: dict[str, Any] | None = None
    steps: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def differs(self, other: "Outcome") -> bool:
        mine, its = (self.reply, self.assign, self.steps), (other.reply, other.assign, other.steps)
        return mine != its


@dataclass(slots=True)
class World:
    """``summary`` is changed by what comes, as the table's would be."""

    summary: Item
    configuration: Configuration

    def hear(self, message: Item) -> Outcome:
        """What is done about an inbound ``message`` as it arrives; it is as if it were done."""
        self.summary = fold(self.summary, [message])
        now = message["received_at"]
        planned = plan(
            self.summary,
            [message],
            self.configuration,
            now=now,
            window_open=self._window_open(now),
        )
        parts = {name: planned[name] for name in PARTS if planned[name]}
        for part in parts.values():
            self._do(part)
        self.summary |= {name: int(value) for name, value in planned["asked"].items()}
        self.summary["handled_through"] = planned["through"]
        return _outcome(parts)

    def see(self, item: Item) -> None:
        """What people did meanwhile: an answer, or a decision, of which what it changed counts."""
        if item["kind"] == "message":
            self.summary = fold(self.summary, [item])
            at = item["received_at"]
            self.summary |= {"answered_at": at, **episodes.answered(self.summary, at)}
        else:
            self._decide({name: item.get(name) for name in item["changed"]}, item)

    def _do(self, part: dict[str, Any]) -> None:
        if "changes" in part:
            self._decide(part["changes"], part)
        for mark in part.get("marks", ()):
            self.summary[mark["name"]] = mark["value"]

    def _decide(self, changes: dict[str, Any], said: Item) -> None:
        told = {"by": said.get("by", "workflow:inbound"), "why": said["why"]}
        decision = deciding.decision_after(
            self.summary, changes, cause=said["cause"], at=said["at"], **told
        )
        after = self.summary | deciding.registers(self.summary, decision)
        self.summary = {name: value for name, value in after.items() if value is not None}

    def _window_open(self, now: int) -> bool:
        channel = CHANNELS[self.summary["channel"]]
        return channel.window is None or now < self.summary.get("window_end", 0)


def _outcome(parts: dict[str, Any]) -> Outcome:
    outcome = Outcome()
    for name, part in parts.items():
        outcome.steps.append(name)
        if part.get("text") and outcome.reply is None:
            outcome.reply = {"rule": str(part.get("rule", "")), "text": part["text"]}
        if "changes" in part:
            outcome.assign = {**(outcome.assign or {}), **part["changes"]}
        why = part.get("why") or (f"the rule {part['rule']}" if part.get("rule") else "")
        outcome.why += [why] if why else []
    return outcome
