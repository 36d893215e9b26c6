"""An office of two agents, what its admin has written for them, and the customers who write in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from tests.journey.agent import Agent, Case
from tests.local import photos, waiting
from tests.local.client import Client
from tests.simulator.platform import platform_of
from threadline_client.models import MacroBody, ReplyBody

Json = dict[str, Any]
T = TypeVar("T")

AGENTS: Final = {"ada": "Ada", "bo": "Bo"}
_WITHIN_S: Final = 60


@dataclass(frozen=True, slots=True)
class Office:
    client: Client
    mark: str  # makes names and texts this office's own
    ada: Agent
    bo: Agent

    @property
    def picture(self) -> bytes:
        """What goes with the canned reply."""
        return photos.photo(f"A parcel {self.mark}")

    def named(self, thing: str) -> str:
        return f"{thing}-{self.mark}"

    def number(self) -> str:
        """A phone number that nobody has written from."""
        return platform_of("whatsapp").new_customer()

    def greeted(self, channel: str, text: str, customer: str = "", **said: Any) -> Case:
        """A customer writes, a new one if no other is told, and the bot says hello."""
        case = self.heard(channel, text, customer, **said)
        soon("the bot has answered", partial(self._by_bot, case.conversation))
        return case

    def heard(self, channel: str, text: str, customer: str = "", **said: Any) -> Case:
        """A customer writes, and agents see it."""
        customer, text = customer or platform_of(channel).new_customer(), f"{text} {self.mark}"
        self.client.say(channel, customer, text, **said)
        first = soon(f"{text!r} is seen", partial(self.client.heard, text))
        return Case(channel, customer, first["conversation_id"], first)

    def reaches(self, case: Case, text: str) -> Json:
        """The one message with ``text`` that the customer's platform took."""
        look = partial(self.client.reached, case.channel, case.customer, text)
        (message,) = soon(f"{text!r} is at the platform", look)
        return message

    def _by_bot(self, conversation: str) -> bool:
        said = self.client.messages(conversation)
        return any(message["author"]["kind"] == "bot" for message in said)


def soon(what: str, look: Callable[[], T | None]) -> T:
    return waiting.until(what, look, within=_WITHIN_S)


@contextmanager
def opened(client: Client, mark: str) -> Iterator[Office]:
    """With its agents, labels, reply and macro, which are gone afterwards."""
    with ExitStack() as written:
        office = Office(client, mark, *(_hired(client, mark, one, written) for one in AGENTS))
        admin, label = client.admin, office.named("told")
        reply, macro = office.named("shipped"), office.named("all-told")
        file = client.uploaded("image/png", "parcel.png", office.picture)
        for one in (office.named("parcel"), label):
            admin.put_label(one, {"description": "Of one day."})
            written.callback(admin.delete_label, one)
        admin.put_reply(reply, _reply(file))
        written.callback(admin.delete_reply, reply)
        admin.put_macro(macro, _macro(reply, label, office.bo.id))
        written.callback(admin.delete_macro, macro)
        yield office


def _hired(client: Client, mark: str, one: str, written: ExitStack) -> Agent:
    admin, agent = client.admin, f"{one}-{mark}"
    admin.put_agent(agent, {"name": AGENTS[one]})
    written.callback(admin.delete_agent, agent)
    token = admin.issue_token({"scope": "agent", "agent": agent, "label": "a day"})
    written.callback(admin.revoke_token, token["id"])
    return Agent(agent, client.with_token(token["token"]))


def _reply(file: str) -> ReplyBody:
    return {
        "text": "{{name}}, order {{order}} is on its way. {{agent}}",
        "attachments": [{"id": file}],
    }


def _macro(reply: str, label: str, colleague: str) -> MacroBody:
    return {
        "title": "All is told",
        "actions": [
            {"type": "reply", "reply": reply},
            {"type": "labels", "add": [label]},
            {"type": "note", "text": "Ask tomorrow.", "mentions": [colleague]},
            {"type": "change", "priority": "low"},
        ],
    }
