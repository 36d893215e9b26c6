"""One course of a conversation, without a table."""

from functions.preview.world import World
from shared.configuration import Configuration, Policy, Reply
from shared.standing import FIRST
from shared.table import Item
from tests import log

AT = 1_767_225_600_000
MINUTE = 60_000
NEW = {"pk": log.PK, "sk": "A", "channel": "whatsapp", "account": "main", **FIRST}


def world(**policy: object) -> World:
    replies = {"greeting": Reply.parse("greeting", {"text": "Hello!"})}
    return World(dict(NEW), Configuration(policy=Policy.parse(policy), replies=replies))


def by_agent(at: int) -> Item:
    told = {"direction": "outbound", "author_kind": "agent", "author_id": "ana", "status": "sent"}
    return log.inbound("a1", at, **told)


def decision(at: int, **changes: object) -> Item:
    told = {"kind": "decision", "by": "agent:ana", "why": "asked", "cause": "token:1", "at": at}
    return {**told, **changes, "changed": [*changes]}


def test_what_it_did_stands_when_the_next_message_comes() -> None:
    one = world(team="sales")
    first = one.hear(log.inbound("m1", AT))
    assert (first.reply or {})["rule"] == "greeting"
    assert (first.assign or {})["owner"] == "team:sales"
    second = one.hear(log.inbound("m2", AT + MINUTE))
    assert (second.reply, second.assign) == (None, None)
    assert (one.summary["version"], one.summary["owner"]) == (1, "team:sales")


def test_what_people_did_stands_too() -> None:
    one = world()
    one.hear(log.inbound("m1", AT))
    one.see(by_agent(AT + MINUTE))
    assert one.summary["answered_at"] == AT + MINUTE
    one.see(decision(AT + 2 * MINUTE, owner="agent:ana", assignee="ana"))
    assert (one.summary["owner"], one.summary["assignee"]) == ("agent:ana", "ana")
    one.see(decision(AT + 3 * MINUTE, status="resolved"))
    again = one.hear(log.inbound("m2", AT + 4 * MINUTE))
    assert (again.assign or {})["episode"] == 2
    assert one.summary["owner"] == "agent:ana"


def test_a_closed_window_lets_nothing_be_said() -> None:
    one = world()
    late = log.inbound("m1", AT, received_at=AT + 25 * 60 * MINUTE)
    assert one.hear(late).reply is None
    assert world().hear(log.inbound("m1", AT)).reply is not None


def test_outcomes_differ_by_what_is_done_and_not_by_why() -> None:
    one, other = world().hear(log.inbound("m1", AT)), world().hear(log.inbound("m1", AT))
    other.why = ["another reason"]
    assert not one.differs(other)
    other.steps = [*other.steps, "assign"]
    assert one.differs(other)
