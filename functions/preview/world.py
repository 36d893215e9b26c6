"""One course of a conversation, as a configuration would have made it: pure."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from functions.preview.spending import Spending
from shared import deciding, episodes
from shared.channels import CHANNELS
from shared.configuration import Configuration
from shared.folding.summary import fold
from shared.history import arrival
from shared.ids import MessageId
from shared.limits import automation
from shared.planning.places import FLOW, Place, moved
from shared.planning.plan import PARTS, plan
from shared.table import Item

_LOOKED_AT: Final = 12  # messages, for what a talk of machines looks like


@dataclass(slots=True)
class Outcome:
    """``reply`` is by which rule what is said, ``assign`` who gets it and what else is decided,
    ``steps`` the parts of the plan by name, ``bot`` the external bot that would have been asked,
    ``why`` their reasons."""

    reply: dict[str, str] | None = None
    assign: dict[str, Any] | None = None
    steps: list[str] = field(default_factory=list)
    bot: str | None = None
    why: list[str] = field(default_factory=list)

    def differs(self, other: "Outcome") -> bool:
        return self._done() != other._done()

    def _done(self) -> list[object]:
        return [self.reply, self.assign, self.steps, self.bot]


@dataclass(slots=True)
class World:
    """``summary`` is changed by what comes, as the table's would be. ``outcomes`` are what became
    of messages, by their ids, as soon as that is known."""

    summary: Item
    configuration: Configuration
    spending: Spending = field(default_factory=Spending)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    talk: list[Item] = field(default_factory=list)  # newest first
    _waiting: list[Item] = field(default_factory=list)
    _quiet_until: int = 0

    def hear(self, message: Item) -> None:
        """An inbound ``message`` arrives, and what is done about it is as if it were done: at
        once, or when the customer has rested for as long as the policy wants."""
        now = message["received_at"]
        self.rest(now)
        self.summary = fold(self.summary, [message])
        self.talk = [message, *self.talk][:_LOOKED_AT]
        self._waiting.append(message)
        if not self._quiet_until:
            self._look(now)

    def rest(self, until: int | None = None) -> None:
        """Time passes to ``until`` (ms), or until nothing is left to be answered."""
        while self._quiet_until and (until is None or self._quiet_until <= until):
            now, self._quiet_until = self._quiet_until, 0
            self._look(now)

    def _look(self, now: int) -> None:
        planned = plan(
            self.summary,
            sorted(self._waiting, key=arrival),
            self.configuration,
            now=now,
            window_open=self._window_open(now),
        )
        if planned["wait_s"]:
            self._quiet_until = now + 1000 * planned["wait_s"]
            return
        parts, refused = self._allowed(planned, now)
        for part in parts.values():
            self._do(part)
        self.summary |= {name: int(value) for name, value in planned["asked"].items()}
        self.summary["handled_through"] = planned["through"]
        self._tell(parts, refused)

    def _allowed(self, planned: Item, now: int) -> tuple[dict[str, Any], list[str]]:
        """The parts that are done, and why others are not: what would be too much is not said, and
        people get what the bot had."""
        parts = {name: planned[name] for name in PARTS if planned[name]}
        policy, refused = self.configuration.policy, []
        for name in ("survey", "reply"):
            saying = parts.get(name)
            if not saying or not saying.get("text"):
                continue
            if why := self.spending.refused(self.summary, saying, policy, self.talk, now):
                del parts[name]
                refused.append(why)
                if name == "reply" and planned["stop"]:
                    kept = {n: p for n, p in parts.items() if n not in ("assign", "resolve")}
                    parts = {**kept, "stop": {**planned["stop"], "why": why}}
            else:
                self._say(saying, now)
        return parts, refused

    def _say(self, saying: Item, now: int) -> None:
        policy = self.configuration.policy
        self.summary[automation.SAID] = automation.after(self.summary, policy, now)
        said = {"direction": "outbound", "author_kind": saying.get("author", "bot")}
        said |= {"type": saying.get("type", "text"), "text": saying["text"]}
        self.talk = [said, *self.talk][:_LOOKED_AT]

    def _tell(self, parts: dict[str, Any], refused: list[str]) -> None:
        """What is done stands at the first of the messages that are answered together."""
        first, *others = (str(MessageId.of(message)) for message in self._waiting)
        outcome = _outcome(parts)
        outcome.why = [*refused, *(why for why in outcome.why if why not in refused)]
        self.outcomes[first] = outcome
        for other in others:
            self.outcomes[other] = Outcome(why=[f"It is answered together with {first}."])
        self._waiting = []

    def see(self, item: Item) -> None:
        """What people did meanwhile: an answer, or a decision, of which what it changed counts."""
        self.rest(item["received_at"] if item["kind"] == "message" else item["at"])
        if item["kind"] == "message":
            self.summary = fold(self.summary, [item])
            self.talk = [item, *self.talk][:_LOOKED_AT]
            at = item["received_at"]
            self.summary |= {"answered_at": at, **episodes.answered(self.summary, at)}
        else:
            self._decide({name: item.get(name) for name in item["changed"]}, item)

    def _do(self, part: dict[str, Any]) -> None:
        if "changes" in part:
            self._decide(part["changes"], part)
        for mark in part.get("marks", ()):
            self.summary[mark["name"]] = mark["value"]
        if "bot" in part:  # nobody asks it here, so it keeps what it was given
            place = moved(Place(), self.summary, self._waiting)
            self.summary[FLOW] = replace(place, bot=part["bot"]).document()

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
        if "bot" in part:
            outcome.bot = part["bot"]
            outcome.why.append(f"The bot {part['bot']} would have been asked.")
        if "changes" in part:
            outcome.assign = {**(outcome.assign or {}), **part["changes"]}
        why = part.get("why") or (f"the rule {part['rule']}" if part.get("rule") else "")
        outcome.why += [why] if why else []
    return outcome
