"""Customers who write and agents who answer, through the doors that they have."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from shared import keys
from shared.table import Item
from tests.conftest import ID_KEY
from tests.functions.agent_api.caller import Answer, Caller
from tests.journeys.business import CAPACITIES
from tests.journeys.watch import automatic
from tests.journeys.world import CRASHED, World
from tests.shared import arrivals

CUSTOMERS: Final = ("34600111222", "34600111333", "34600111444")
_WINDOW_MS: Final = 86_400_000
_CONSENT: Final = ("stop", "start")


@dataclass(slots=True)
class Asked:
    """The newest message by which a customer wants something."""

    provider_id: str
    at: int


@dataclass(slots=True)
class People:
    """What the test knows of who wrote when, for its own oracle."""

    world: World
    written_at: dict[str, int] = field(default_factory=dict)  # by pk, when it counts as said
    asked: dict[str, Asked] = field(default_factory=dict)
    wrongs: list[str] = field(default_factory=list)
    _count: int = 0

    def writes(self, customer: str, text: str, *, late_ms: int = 0, **more: Any) -> None:
        """The platform delivers it until we take it, now and then twice."""
        now = self.world.clock.advance(ms=self.world.chance.randint(1, 3_000))
        self._count += 1
        name, sent_at = f"wamid.{self._count}", (now - late_ms) // 1000 * 1000
        said = arrivals.said(name, identity=customer, sent_at=sent_at, text=text, **more)
        while self.world.once(lambda: arrivals.deliver(said)) != 200:
            self.world.clock.advance(ms=200)
        if self.world.chance.random() < 0.1:
            arrivals.deliver(said)
        pk = pk_of(customer)
        if text.lower() not in _CONSENT:
            self.asked[pk] = Asked(name, now)
        self.written_at[pk] = max(self.written_at.get(pk, 0), sent_at)

    def presses(self, customer: str, choice: str) -> None:
        reply = {"kind": "button", "id": f"menu/start/{choice}", "title": choice}
        self.writes(customer, choice, type="interactive", content={"reply": reply})

    def answers(self, agent: str, customer: str) -> None:
        path = f"/v1/conversations/{id_of(customer)}/messages"
        self._asks(agent, "post", path, {"type": "text", "text": "Here you are."})

    def sets(self, agent: str, customer: str, status: str, minutes: int | None = None) -> None:
        said: dict[str, Any] = {"status": status}
        if minutes:
            until = self.world.clock.now // 1000 + 60 * minutes
            said["snoozed_until"] = datetime.fromtimestamp(until, UTC).isoformat()
        self._asks(agent, "patch", f"/v1/conversations/{id_of(customer)}", said)

    def hands(self, agent: str, customer: str, to: str) -> None:
        """To the bot, to a team, or to an agent."""
        said = {"owner": "bot"} if to == "bot" else {"team": to}
        said = {"assignee": to} if to in CAPACITIES else said
        self._asks(agent, "post", f"/v1/conversations/{id_of(customer)}/assign", said)

    def is_now(self, agent: str, presence: str) -> None:
        self._asks(agent, "put", f"/v1/agents/{agent}/presence", {"presence": presence})

    def may_be_sent(self, message: Item) -> str:
        """Why ``message`` must not reach the platform now; "" if it may."""
        pk, now = message["pk"], self.world.clock.now
        if message["type"] != "template" and now >= self.written_at.get(pk, 0) + _WINDOW_MS:
            return "sent into a closed window"
        if automatic(message) and self.world.watch.consent(pk) == "out":
            return "sent after the opt-out"
        return ""

    def _asks(self, agent: str, method: str, path: str, body: Any) -> None:
        """As a console does: what broke off is asked for again under the same key."""
        self.world.clock.advance(ms=self.world.chance.randint(1, 3_000))
        caller, self._count = Caller(agent=agent, token=f"token-{agent}"), self._count + 1
        key = {"key": f"key-{self._count}"} if method == "post" else {}
        answer: Answer | None = CRASHED
        while answer is CRASHED:
            answer = self.world.once(lambda: getattr(caller, method)(path, body, **key))
        if answer.status not in (200, 202, 404, 409):
            self.wrongs.append(f"{method} {path}: {answer.status} {answer.body}")


def id_of(customer: str) -> str:
    return keys.conversation_id(ID_KEY.encode(), "whatsapp", "main", customer)


def pk_of(customer: str) -> str:
    return keys.conversation_pk(id_of(customer))
