"""What customers answer to a notice has with it what that was about: the whole road."""

import json

from shared import configuration, history, table
from shared.configuration import stored
from shared.ids import MessageId
from shared.planning.bot_answers import question
from shared.planning.sight import Sight
from shared.table import Item
from tests.functions.agent_api import notices
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.notices import (
    ABOUT,
    PHONE,
    SMS,
    Street,
    asked,
    body,
    conversation_id,
    decided,
    line,
    street,
    summary,
    template,
    to,
    told,
)
from tests.machines import lambdas

__all__ = ["lambdas", "street"]


def test_the_next_thing_said_answers_it_and_goes_to_the_team_of_orders(street: Street) -> None:
    notice = asked(street)
    assert [one["identity"] for one in street.sent] == [PHONE]
    said = street.says("sms", PHONE)
    street.run()
    assert told(said) == (notice, ABOUT)
    assert summary(SMS)["owner"] == "team:orders"
    assert [one["context"] for one in line(SMS)] == [ABOUT, ABOUT]
    more = street.says("sms", PHONE, "Hello?")
    street.run()
    assert told(more) == (None, None)


def test_an_answer_that_quotes_it_means_that_one_of_several(street: Street) -> None:
    first, second = asked(street), asked(street, context={"order": "4712"})
    said = street.says("sms", PHONE, reply_to="sms-1")
    street.run()
    assert told(said) == (first, ABOUT)
    later = street.says("sms", PHONE, reply_to="sms-2", seconds=20 * 86_400)
    street.run()
    assert told(later) == (second, {"order": "4712"})


def test_what_quotes_something_else_answers_none_and_the_next_may(street: Street) -> None:
    notice = asked(street)
    said = street.says("sms", PHONE, reply_to="of-an-agent")
    street.run()
    assert told(said) == (None, None)
    after = street.says("sms", PHONE)
    street.run()
    assert told(after) == (notice, ABOUT)


def test_what_is_said_next_counts_for_as_long_as_the_policy_says(street: Street) -> None:
    def answers(address: str, seconds: int) -> bool:
        asked(street, address=address)
        said = street.says("sms", address, seconds=seconds)
        street.follow()
        return told(said)[0] is not None

    hours = 72 * 3600
    assert [answers("+34600111301", hours - 10), answers("+34600111302", hours + 10)] == [
        True,
        False,
    ]
    stored.put("policy", "default", {"notice_answered_within_ms": 60_000}, by="admin")
    assert [answers("+34600111303", 50), answers("+34600111304", 70)] == [True, False]
    stored.put("policy", "default", {"notice_answered_within_ms": 0}, by="admin")
    assert not answers("+34600111305", 5)


def test_the_newest_is_meant_and_one_that_did_not_go_is_not(street: Street) -> None:
    first = asked(street)

    def opted_out(message: Item) -> None:
        raise AssertionError("it must not go")

    table.update(f"C#{SMS}", "A", "SET #outbox = :held", {":held": []})
    street.before_send = opted_out
    street.clock.advance(seconds=1)
    second = Caller().post(notices.PATH, body(context={"order": "4712"})).body["id"]
    decided(consent="out")
    street.run()
    assert Caller().get(f"/v1/messages/{second}").body["error"]["code"] == "opted-out"
    said = street.says("sms", PHONE)
    street.run()
    assert told(said) == (first, ABOUT)


def test_an_agent_who_has_the_customer_sees_what_the_answer_is_about(street: Street) -> None:
    notice = asked(street)
    decided(owner="agent:ana", assignee="ana")
    said = street.says("sms", PHONE)
    street.run()
    assert told(said) == (notice, ABOUT)
    assert summary(SMS)["owner"] == "agent:ana"


def test_after_the_end_of_an_episode_the_notice_says_who_gets_the_next(street: Street) -> None:
    notice = asked(street)
    decided(owner="agent:ana", assignee="ana", team="sales", status="resolved")
    said = street.says("sms", PHONE)
    street.run()
    assert told(said)[0] == notice
    now = summary(SMS)
    assert (now["owner"], now["team"], now["episode"]) == ("team:orders", "orders", 2)
    decided(status="resolved")
    street.says("sms", PHONE, "One more thing", seconds=500)
    street.run()
    assert summary(SMS)["owner"] == "team:orders"


def test_who_quotes_a_notice_is_not_asked_again_what_the_bot_had_asked(street: Street) -> None:
    menu = {"text": "Which?", "choices": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}
    stored.put("replies", "menu", menu, by="admin")
    stored.put("rules", "menu", {"then": {"reply": "menu"}}, by="admin")
    street.says("sms", PHONE, "Hello")
    street.run()
    asked(street)
    assert [one["purpose"] for one in street.sent] == ["reply", "notice"]
    street.says("sms", PHONE, "Tomorrow, please", reply_to="sms-2")
    street.run()
    assert summary(SMS)["owner"] == "team:orders"
    assert len(street.sent) == 2


def test_where_no_rule_is_about_it_who_had_the_customer_gets_the_answer(street: Street) -> None:
    stored.put("rules", "orders", {"when": {"attributes": {"about": "flight"}}}, by="admin")
    asked(street)
    decided(owner="team:sales", team="sales", status="resolved")
    street.says("sms", PHONE)
    street.run()
    assert summary(SMS)["owner"] == "team:sales"


FAMILIES = [
    ("whatsapp", "34600111222"),
    ("messenger", "7001"),
    ("wechat", "o-7001"),
    ("telegram", "7001"),
    ("line", "U7001"),
    ("viber", "v7001="),
    ("webchat", "u-7001"),
    ("instagram", "7001"),
    ("apple", "urn:mbid:7001"),
    ("rcs", "+34600111222"),
]


def test_on_every_kind_of_channel_an_answer_finds_its_notice(street: Street) -> None:
    stored.put("replies", "order-shipped", {"text": "No. {{order}} left."}, by="admin")
    stored.put("rules", "orders", {}, by="admin")  # routing is the same everywhere
    for channel, identity in FAMILIES:
        template(channel=channel)
        street.says(channel, identity, "Hello")
    street.follow()
    made = []
    for channel, identity in FAMILIES:
        answer = Caller().post(notices.PATH, to(conversation_id(channel, identity)))
        assert (answer.status, answer.body["channel"]) == (202, channel), answer
        made.append(answer.body["id"])
    street.run()
    taken = {one["channel"]: number for number, one in enumerate(street.sent, 1)}
    after = [street.says(*who) for who in FAMILIES]
    quoted = [
        street.says(channel, identity, reply_to=f"{channel}-{taken[channel]}")
        for channel, identity in FAMILIES
    ]
    street.follow()
    assert [told(one)[0] for one in after] == made
    assert [told(one)[0] for one in quoted] == made


def test_a_text_goes_while_the_window_is_open_and_a_contact_may_have_another_channel(
    street: Street,
) -> None:
    stored.put("replies", "order-shipped", {"text": "No. {{order}} left."}, by="admin")
    street.says("instagram", "7001", "Hello")
    street.says("sms", PHONE, "Hello", seconds=25 * 3600)
    street.run()
    contact = conversation_id("instagram", "7001")
    answer = street.asks(to(contact))
    assert (answer.status, answer.problem) == (409, "window-closed")
    merge = {"contact_id": SMS, "reason": "the same"}
    assert Caller().post(f"/v1/contacts/{contact}/merge", merge).status == 200
    answer = street.asks(to(contact, channels=["instagram", "sms"]))
    assert (answer.status, answer.body["channel"]) == (202, "sms")


def test_a_notice_by_number_is_answered_under_the_customers_other_id(street: Street) -> None:
    number, scoped = "34600111222", "ES.13491208655302741918"
    notice = asked(street, channel="whatsapp", address=PHONE)
    said = street.says("whatsapp", scoped, other_identity=number)
    street.run()
    assert told(said) == (notice, ABOUT)
    assert summary(conversation_id("whatsapp", number))["kind"] == "merged"
    assert summary(conversation_id("whatsapp", scoped))["owner"] == "team:orders"
    second = asked(street, channel="whatsapp", address=PHONE, context={"order": "4712"})
    quoted = street.says("whatsapp", scoped, other_identity=number, reply_to="whatsapp-1")
    street.run()
    assert told(quoted) == (notice, ABOUT)
    assert second.startswith(conversation_id("whatsapp", scoped))


def test_a_bot_of_ones_own_is_told_of_the_notice(street: Street) -> None:
    notice = asked(street)
    said = street.says("sms", PHONE)
    street.follow()
    item = history.find(MessageId.of(said)) or {}
    sight = Sight(summary(SMS), [item], configuration.load(), street.clock.now, True)
    [message] = json.loads(question(sight, "shop", [item]))["messages"]
    assert (message["notice"], message["context"]) == (notice, ABOUT)


def test_why_tells_of_the_notice_its_consent_and_the_routing_by_it(street: Street) -> None:
    notice = asked(street)
    said = street.says("sms", PHONE)
    street.run()
    lines = Caller().get(f"/v1/messages/{notice}/why").body["lines"]
    kinds = {one["kind"]: one for one in lines}
    assert (kinds["said"]["what"], kinds["said"]["why"]) == (
        "notice template",
        "asked for by agent:ana",
    )
    assert kinds["standing"]["what"].endswith("which was open; consent was unknown")
    lines = Caller().get(f"/v1/messages/{MessageId.of(said)}/why").body["lines"]
    [told_of] = [one for one in lines if one["kind"] == "notice"]
    assert (told_of["message_id"], told_of["what"]) == (notice, "it answers a notice")
    [decision] = [one for one in lines if one["kind"] == "decision"]
    assert decision["why"] == "the rule orders fits the notice that was answered"
