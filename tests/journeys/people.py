"""Customers who write and agents who answer, through the doors that they have."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from shared import ids, keys, table
from shared.channels import TELEGRAM, WHATSAPP
from shared.table import Item
from tests.conftest import ID_KEY
from tests.functions.agent_api.caller import Answer, Caller
from tests.journeys import outgoing
from tests.journeys.business import CAPACITIES, SURVEY
from tests.journeys.world import CRASHED, World
from tests.shared import arrivals

_PHONES: Final = ("34600111222", "34600111333", "34600111444")
_CHATS: Final = ("7001", "7002")
CUSTOMERS: Final = (*_PHONES, *_CHATS)
CHANNEL_OF: Final = {
    **dict.fromkeys(_PHONES, WHATSAPP),
    **dict.fromkeys(_CHATS, TELEGRAM),
}
# Their other ids, by which the platform names them from some day on.
SCOPED: Final = {customer: f"ES.{customer[-3:]}" for customer in _PHONES}
_CONSENT: Final = ("stop", "start")


@dataclass(slots=True)
class People:
    """What the test knows of who wrote when, for its own oracle."""

    world: World
    written_at: dict[str, int] = field(default_factory=dict)  # when it counts as said
    # By its platform id, the newest message by which a customer wants something.
    asked: dict[str, str] = field(default_factory=dict)
    scoped: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)  # platform ids
    wrongs: list[str] = field(default_factory=list)
    _count: int = 0

    def writes(self, customer: str, text: str, *, late_ms: int = 0, **more: Any) -> None:
        """The platform delivers it until we take it, now and then twice."""
        now = self.world.clock.advance(ms=self.world.chance.randint(1, 3_000))
        self._count += 1
        name, sent_at = f"wamid.{self._count}", (now - late_ms) // 1000 * 1000
        self._delivered(customer, name, sent_at=sent_at, text=text, **more)
        pressed = more.get("content", {}).get("reply", {}).get("id", "")
        if text.lower() not in _CONSENT and not pressed.startswith(SURVEY):
            self.asked[customer] = name
        self.written_at[customer] = max(self.written_at.get(customer, 0), sent_at)

    def _delivered(self, customer: str, name: str, **more: Any) -> None:
        more |= {"identity": customer}
        if customer in self.scoped:
            more |= {"identity": SCOPED[customer], "other_identity": customer}
        said, channel = arrivals.said(name, **more), CHANNEL_OF[customer]
        while self.world.once(lambda: arrivals.deliver(said, channel=channel)) != 200:
            self.world.clock.advance(ms=200)
        if self.world.chance.random() < 0.1:
            arrivals.deliver(said, channel=channel)

    def presses(self, customer: str, choice: str) -> None:
        reply = {"kind": "button", "id": f"menu/start/{choice}", "title": choice}
        self.writes(customer, choice, type="interactive", content={"reply": reply})

    def rates(self, customer: str, score: int) -> None:
        """By a button of the survey, whether it was asked or not."""
        reply = {"kind": "button", "id": f"{SURVEY}/start/{score}", "title": str(score)}
        self.writes(customer, str(score), type="interactive", content={"reply": reply})

    def joins(self, customer: str, text: str) -> None:
        """From now on the platform tells the other id too, which has a conversation by then."""
        if customer not in self.scoped and self.world.chance.random() < 0.5:
            self._count += 1
            at = self.world.clock.advance(ms=self.world.chance.randint(1, 3_000))
            said = arrivals.said(
                f"wamid.{self._count}", identity=SCOPED[customer], sent_at=at // 1000 * 1000
            )
            arrivals.deliver(said)
            self.written_at[customer] = at // 1000 * 1000
            self.world.settle(self.world.chance.choice((0, 3, 399)))
        self.scoped.add(customer)
        self.writes(customer, text)

    def answers_elsewhere(self, customer: str) -> None:
        """Somebody of the business does, in the phone's app."""
        self._count += 1
        name = f"wamid.{self._count}"
        now = self.world.clock.advance(ms=self.world.chance.randint(1, 3_000))
        self._delivered(customer, name, sent_at=now // 1000 * 1000, text="By phone.", echo=True)
        self.elsewhere.add(name)

    def answers(self, agent: str, customer: str, **more: Any) -> None:
        path = f"/v1/conversations/{self._id(customer)}/messages"
        self._asks(agent, "post", path, {"type": "text", "text": "Here you are.", **more})

    def sets(self, agent: str, customer: str, status: str, minutes: int | None = None) -> None:
        said: dict[str, Any] = {"status": status}
        if minutes:
            until = self.world.clock.now // 1000 + 60 * minutes
            said["snoozed_until"] = datetime.fromtimestamp(until, UTC).isoformat()
        self._asks(agent, "patch", f"/v1/conversations/{self._id(customer)}", said)

    def hands(self, agent: str, customer: str, to: str) -> None:
        """To the bot, to a team, or to an agent."""
        said = {"owner": "bot"} if to == "bot" else {"team": to}
        said = {"assignee": to} if to in CAPACITIES else said
        self._asks(agent, "post", f"/v1/conversations/{self._id(customer)}/assign", said)

    def is_now(self, agent: str, presence: str) -> None:
        self._asks(agent, "put", f"/v1/agents/{agent}/presence", {"presence": presence})

    def may_be_sent(self, message: Item) -> str:
        """Why ``message`` must not reach the platform now; "" if it may."""
        self.world.read()
        pk, now = message["pk"], self.world.clock.now
        written_at = next((at for who, at in self.written_at.items() if pk in pks_of(who)), 0)
        return outgoing.wrong(message, self.world.watch, written_at, now)

    def waits_for(self) -> list[str]:
        """The customers who must write before what was written to them can go."""
        found = [summary for customer in CUSTOMERS for summary in _summaries(customer)]
        waiting = {summary["pk"] for summary in found if summary.get("waiting")}
        return [customer for customer in CUSTOMERS if waiting & {*pks_of(customer)}]

    def _id(self, customer: str) -> str:
        """Any name of the conversation."""
        known = [customer, SCOPED[customer]] if customer in self.scoped else [customer]
        return id_of(self.world.chance.choice(known), CHANNEL_OF[customer].name)

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


def id_of(name: str, channel: str) -> str:
    return ids.conversation_id(ID_KEY.encode(), channel, "main", name)


def pks_of(customer: str) -> list[str]:
    """Where what was said lies: under the first id, and under the other one."""
    names, channel = (customer, SCOPED.get(customer, customer)), CHANNEL_OF[customer].name
    return [keys.conversation_pk(id_of(name, channel)) for name in dict.fromkeys(names)]


def _summaries(customer: str) -> list[Item]:
    found = [table.get(pk, keys.SUMMARY) for pk in pks_of(customer)]
    return [summary for summary in found if summary]
