"""After an opt-out nothing leaves by itself, whatever the order in which things happen."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.channels import WHATSAPP
from shared.configuration import Configuration
from shared.configuration.standing import standing
from shared.deciding import decision_after, registers
from shared.delivery.guarding import refusal
from shared.drafts import OPT_OUT_CONFIRMATION, Draft, Mark, check, message_of
from shared.errors import Conflict
from shared.ownership import given_to_people
from shared.planning.plan import plan
from shared.planning.sight import BY
from shared.table import Item
from tests import log

RULES = Configuration(replies=standing("Hello"))
NEW = {"pk": log.PK, "sk": "A", "channel": "whatsapp", "account": "main", "identity": "1"}
THINGS = ("hello", "stop", "start", "help", "late", "system", "ana", "back", "drain")


class Scene:
    """One conversation in memory: what the workflow plans, what is accepted, what leaves."""

    def __init__(self) -> None:
        self.now = 1_767_225_600_000
        self.summary: Item = {**NEW, "owner": "bot", "status": "open", "version": 0, "episode": 1}
        self.summary["consent"] = "unknown"
        self.decided: list[Item] = []
        self.unsaid: list[tuple[Draft, tuple[Mark, ...]]] = []
        self.outbox: list[Item] = []
        self.wrong: list[str] = []
        self.confirmed: list[str] = []

    def happens(self, what: str, at_once: bool) -> None:
        self.now += 40_000
        match what:
            case "drain":
                self._drain()
            case "late":  # a slow run says what it had planned before
                self._say()
            case "ana" | "back":
                self._decide({"owner": "agent:ana" if what == "ana" else "bot"}, "agent:ana", what)
            case "system":
                self.unsaid.append((Draft("text", "Still there?", author_kind="system"), ()))
                self._say()
            case words:
                self._customer_says(words, at_once)

    def _customer_says(self, words: str, at_once: bool) -> None:
        said = log.inbound(f"m{self.now}", self.now, text=words)
        self.summary["inbound_at"] = self.now
        planned = plan(self.summary, [said], RULES, now=self.now, window_open=True)
        for part in ("consent", "reopen"):
            if made := planned[part]:
                self._decide(made["changes"], BY, made["cause"])
        if made := planned["reply"]:
            told = {name: made[name] for name in ("text", "purpose", "rule", "trigger", "run")}
            marks = tuple(Mark(**mark) for mark in made["marks"])
            self.unsaid.append((Draft("text", **told), marks))
            if at_once:
                self._say()

    def _say(self) -> None:
        for draft, marks in self.unsaid:
            try:
                check(self.summary, draft, None, marks)
            except Conflict:
                continue
            given_: dict[str, Any] = {"at": self.now, "ref": "x", "now": self.now, "seen": None}
            self.outbox.append(message_of(self.summary, draft, **given_))
            self.summary |= {mark.name: mark.value for mark in marks}
        self.unsaid.clear()

    def _drain(self) -> None:
        for message in self.outbox:
            since = [d for d in self.decided if d["version"] > message["version"]]
            taken = given_to_people(message, since)
            refused = refusal(
                message,
                self.summary,
                WHATSAPP,
                window_end=self.now + 1,
                now=self.now,
                taken_over="x" if taken else None,
            )
            if not refused:
                self._leaves(message)
        self.outbox.clear()

    def _leaves(self, message: Item) -> None:
        if message["purpose"] == OPT_OUT_CONFIRMATION:
            self.confirmed.append(message["trigger"])
        elif self.summary["consent"] == "out":
            self.wrong.append(message["purpose"])

    def _decide(self, changes: dict[str, Any], by: str, cause: str) -> None:
        made = decision_after(self.summary, changes, by=by, why="", cause=cause, at=self.now)
        self.decided.append(made)
        after = self.summary | registers(self.summary, made)
        self.summary = {name: value for name, value in after.items() if value is not None}


@given(st.lists(st.tuples(st.sampled_from(THINGS), st.booleans()), max_size=14))
def test_nothing_automatic_leaves_after_an_opt_out(things: list[tuple[str, bool]]) -> None:
    scene = Scene()
    for what, at_once in (("hello", True), *things, ("late", True), ("drain", True)):
        scene.happens(what, at_once)
    assert scene.wrong == []
    assert len(scene.confirmed) == len(set(scene.confirmed))
    assert len(scene.confirmed) <= sum(what == "stop" for what, _ in things)
