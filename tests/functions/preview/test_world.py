"""One course of a conversation, without a table."""

from dataclasses import replace

import pytest

from functions.preview.spending import Spending
from functions.preview.world import Outcome, World
from shared.configuration import Configuration, Policy, Reply, Rule
from shared.ids import MessageId
from shared.limits.automation import WHY
from shared.standing import FIRST
from shared.table import Item
from tests import log

AT = 1_767_225_600_000
MINUTE = 60_000
NEW = {"pk": log.PK, "sk": "A", "channel": "whatsapp", "account": "main", **FIRST}


def world(**policy: object) -> World:
    replies = {"greeting": Reply.parse("greeting", {"text": "Hello!"})}
    return World(dict(NEW), Configuration(policy=Policy.parse(policy), replies=replies))


def hear(one: World, message: Item) -> Outcome:
    """What becomes of ``message``, which is not waited for."""
    one.hear(message)
    return one.outcomes[str(MessageId.of(message))]


def by_agent(at: int) -> Item:
    told = {"direction": "outbound", "author_kind": "agent", "author_id": "ana", "status": "sent"}
    return log.inbound("a1", at, **told)


def decision(at: int, **changes: object) -> Item:
    told = {"kind": "decision", "by": "agent:ana", "why": "asked", "cause": "token:1", "at": at}
    return {**told, **changes, "changed": [*changes]}


def test_what_it_did_stands_when_the_next_message_comes() -> None:
    one = world(team="sales")
    first = hear(one, log.inbound("m1", AT))
    assert (first.reply or {})["rule"] == "greeting"
    assert (first.assign or {})["owner"] == "team:sales"
    second = hear(one, log.inbound("m2", AT + MINUTE))
    assert (second.reply, second.assign) == (None, None)
    assert (one.summary["version"], one.summary["owner"]) == (1, "team:sales")


def test_what_people_did_stands_too() -> None:
    one = world()
    hear(one, log.inbound("m1", AT))
    one.see(by_agent(AT + MINUTE))
    assert one.summary["answered_at"] == AT + MINUTE
    one.see(decision(AT + 2 * MINUTE, owner="agent:ana", assignee="ana"))
    assert (one.summary["owner"], one.summary["assignee"]) == ("agent:ana", "ana")
    one.see(decision(AT + 3 * MINUTE, status="resolved"))
    again = hear(one, log.inbound("m2", AT + 4 * MINUTE))
    assert (again.assign or {})["episode"] == 2
    assert one.summary["owner"] == "agent:ana"


def test_a_closed_window_lets_nothing_be_said() -> None:
    one = world()
    late = log.inbound("m1", AT, received_at=AT + 25 * 60 * MINUTE)
    assert hear(one, late).reply is None
    assert hear(world(), log.inbound("m1", AT)).reply is not None


def test_outcomes_differ_by_what_is_done_and_not_by_why() -> None:
    one, other = hear(world(), log.inbound("m1", AT)), hear(world(), log.inbound("m1", AT))
    other.why = ["another reason"]
    assert not one.differs(other)
    other.steps = [*other.steps, "assign"]
    assert one.differs(other)


def talkative(**policy: object) -> World:
    """A bot that answers everything."""
    one = world(default_reply_every_ms=0, **policy)
    default = {"default": Reply.parse("default", {"text": "Soon."})}
    one.configuration = replace(one.configuration, replies={**one.configuration.replies, **default})
    return one


def said(one: World, n: int, at: int, text: str = "", **more: object) -> Outcome:
    return hear(one, log.inbound(f"m{n}", at, text=text or f"question {n}", **more))


def test_what_would_be_too_much_is_not_said_and_people_get_it() -> None:
    one = talkative(budget_per_person=2, team="")
    assert [bool(said(one, n, AT + n * MINUTE).reply) for n in range(2)] == [True, True]
    third = said(one, 2, AT + 2 * MINUTE)
    assert (third.reply, third.steps, third.why) == (None, ["stop"], [WHY["person"]])
    assert (third.assign or {})["owner"] == "team:everybody"
    assert (third.assign or {})["stopped"] == 1


def test_a_new_hour_by_the_logs_own_time_has_a_new_budget() -> None:
    one = talkative(budget_per_person=1)
    assert said(one, 0, AT).reply
    assert said(one, 1, AT + 60 * MINUTE).reply


@pytest.mark.parametrize(
    ("policy", "reason"), [({"budget_per_account": 1}, "account"), ({"budget_per_text": 1}, "text")]
)
def test_an_accounts_budget_is_that_of_all_conversations_of_a_course(
    policy: dict[str, int], reason: str
) -> None:
    spent, other = Spending(), talkative(**policy)
    for number in range(2):
        one = talkative(**policy)
        one.spending = spent
        outcome = said(one, 0, AT + number)
        assert (outcome.reply is None) == bool(number)
    assert outcome.why == [WHY[reason]]
    assert said(other, 0, AT + 5).reply, "the other course has spent nothing"


def test_an_opt_out_is_confirmed_whatever_the_account_has_said() -> None:
    one = talkative(budget_per_account=1)
    replies = {**one.configuration.replies, "opt-out": Reply.parse("opt-out", {"text": "Bye."})}
    one.configuration = replace(one.configuration, replies=replies)
    assert said(one, 0, AT).reply
    assert (said(one, 1, AT + MINUTE, "stop").reply or {})["text"] == "Bye."


def test_a_talk_of_machines_ends_in_it_too() -> None:
    one = talkative(team="")
    outcomes = [said(one, n, AT + n * 10 * MINUTE, "We are away at the moment.") for n in range(4)]
    assert [bool(outcome.reply) for outcome in outcomes] == [True, True, True, False]
    assert outcomes[-1].why == [WHY["alike"]]


def test_a_burst_is_answered_once_when_it_has_rested() -> None:
    one = world(quiet_s=5, quiet_at_most_s=20, team="sales")
    burst = [log.inbound(f"m{n}", AT + n * 2_000) for n in range(3)]
    names = [str(MessageId.of(message)) for message in burst]
    for message in burst:
        one.hear(message)
    assert one.outcomes == {}
    one.rest(AT + 8_000)
    assert one.outcomes == {}, "the last one came four seconds ago"
    one.rest()
    first, *others = (one.outcomes[name] for name in names)
    assert (first.reply or {})["rule"] == "greeting"
    assert (first.assign or {})["owner"] == "team:sales"
    assert [(other.reply, other.steps) for other in others] == [(None, [])] * 2
    assert names[0] in others[0].why[0]
    assert one.summary["handled_through"].startswith(str(AT + 4_000))


def test_what_people_do_while_it_rests_counts() -> None:
    one = world(quiet_s=5)
    message = log.inbound("m1", AT)
    one.hear(message)
    one.see(decision(AT + 1_000, owner="agent:ana", assignee="ana"))
    one.rest()
    assert one.outcomes[str(MessageId.of(message))].reply is None


def test_a_bot_elsewhere_is_not_asked_and_it_is_said_that_it_would_be() -> None:
    one = world()
    rule = Rule.parse("helper", {"when": {"keywords": ["help me"]}, "then": {"bot": "helper"}})
    one.configuration = replace(one.configuration, rules=(rule,))
    asked = hear(one, log.inbound("m1", AT, text="help me"))
    assert (asked.bot, asked.reply, asked.steps) == ("helper", None, ["ask"])
    assert asked.why == ["The bot helper would have been asked."]
    assert hear(one, log.inbound("m2", AT + MINUTE, text="and now?")).bot == "helper"
