"""Notices by the API: to whom, what they say, and what refuses them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.agent_api.access import Principal
from functions.agent_api.notice_bodies import NewNotice
from functions.agent_api.notifications import notify
from shared import keys, table
from shared.channels import CHANNELS, HOUR_MS
from shared.configuration import stored
from shared.limits import warned
from shared.limits.warned import Fact
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import conversation
from tests.functions.agent_api.notices import (
    ABOUT,
    PATH,
    PHONE,
    body,
    conversation_id,
    line,
    register,
    summary,
    template,
    to,
)

SMS = conversation_id("sms", PHONE)


@pytest.fixture(autouse=True)
def shop(ana: Caller) -> None:
    register("sms")
    template()


def ask(asked: dict[str, Any], key: str | None = None, **who: Any) -> Answer:
    return Caller(**who).post(PATH, asked, key=key)


def pointers(answer: Answer) -> list[str]:
    assert answer.problem == "invalid-request", answer
    return [error["pointer"] for error in answer.body["errors"]]


def test_who_never_wrote_gets_it_in_the_conversation_that_they_would_have() -> None:
    answer = ask(body(address="+34 600-111 222"))
    assert answer.status == 202, answer
    shown = {name: answer.body[name] for name in ("channel", "account", "conversation_id", "type")}
    assert shown == {
        "channel": "sms",
        "account": "main",
        "conversation_id": SMS,
        "type": "template",
    }
    assert answer.body["author"] == {"kind": "system", "id": "ana"}
    assert (answer.body["context"], answer.body["notice"]) == (ABOUT, None)
    assert answer.body["status"] == "queued"
    assert answer.body["contact_id"] == SMS
    assert [one["id"] for one in line(SMS)] == [answer.body["id"]]
    [found] = Caller().get("/v1/contacts", q=PHONE).body["items"]
    assert found["id"] == SMS


def test_it_takes_nothing_over_and_answers_nobody(thread: str, the_time: SteppingClock) -> None:
    template(channel="whatsapp")
    table.update(f"C#{thread}", "A", "SET #owner = :team", {":team": "team:sales"})
    before = summary(thread)
    seen = Caller().get(f"/v1/conversations/{thread}/messages").body["items"][0]["id"]
    assert ask(to(thread)).status == 202
    after = summary(thread)
    for name in ("owner", "version", "answered_at", "answered_id", "greeted", "handled_through"):
        assert after.get(name) == before.get(name), name
    assert Caller().get(f"/v1/conversations/{thread}").body["unanswered"]
    reply = {"text": "It is on its way.", "seen_through": seen}
    assert Caller().post(f"/v1/conversations/{thread}/messages", reply).status == 202


def test_the_same_key_is_the_same_notice_and_another_body_a_mistake() -> None:
    first = ask(body(), key="one")
    assert ask(body(), key="one").body["id"] == first.body["id"]
    otherwise = dict(reversed(ABOUT.items()))
    assert ask(body(context=otherwise), key="one").body["id"] == first.body["id"]
    assert ask(body(context={}), key="one").problem == "idempotency-mismatch"
    assert len(line(SMS)) == 1


def test_two_that_ask_with_one_key_at_once_ask_for_one(the_time: SteppingClock) -> None:
    with one_call_at_a_time(), ThreadPoolExecutor(4) as pool:
        ana = Principal("token-1", "agent", "ana", frozenset())
        made = pool.map(lambda _: notify(ana, NewNotice(**body()), "one"), range(4))
        assert len({item["sk"] for item in made}) == 1
    assert len(line(SMS)) == 1


WRONG = [
    (body(contact_id="a" * 26), ["#/"]),
    ({"template": {"name": "x"}}, ["#/"]),
    ({**body(), "account": None}, ["#/"]),
    (body(channels=["sms"]), ["#/"]),
    (body(channel="pigeon"), ["#/channel"]),
    (body(account="other"), ["#/account"]),
    (body(address="600"), ["#/address"]),
    (body(address="ana@example.com"), ["#/address"]),
    (body(context={"order": {"id": 1}}), None),
    (body(context={"order": True}), None),
    (body(context={"a b": "c"}), None),
    (body(context={str(n): "x" * 400 for n in range(6)}), ["#/context"]),
    (body(template={"name": "unheard_of"}), ["#/template/name"]),
    (body(template={"name": "order_shipped", "language": "fr"}), ["#/template/language"]),
    (body(template={"name": "order_shipped", "slots": []}), ["#/template"]),
    (body(template={"name": "paused"}), ["#/template"]),
]


@pytest.mark.parametrize(("asked", "where"), WRONG)
def test_what_is_wrong_is_told_where(asked: dict[str, Any], where: list[str] | None) -> None:
    template("paused", status="PAUSED", slots=[])
    found = pointers(ask(asked))
    assert found if where is None else found == where
    assert summary(SMS) == {}, "nothing begins with what is refused"


def test_nobody_is_told_of_contacts_and_accounts_of_other_channels(thread: str) -> None:
    assert ask(to("b" * 26)).problem == "not-found"
    assert ask(to(thread), channels="sms").problem == "not-found"
    assert pointers(ask(body(), channels="line")) == ["#/account"]
    assert ask(body(), scope="readonly").problem == "forbidden"
    assert ask(body(), scope="admin", agent="").status == 202


ADDRESSES: dict[str, list[tuple[str, str | None]]] = {
    "whatsapp": [("+34 600 111 222", "34600111222"), ("ES.1349120", "ES.1349120")],
    "sms": [("0034", None), ("+34600111222", "+34600111222"), ("34600111222", "+34600111222")],
    "rcs": [("+34600111222", "+34600111222")],
    "x": [("1349120", "1349120"), ("@ana", None)],
    "custom": [("customer-7", "customer-7"), ("ünknown", None)],
}


@pytest.mark.parametrize("name", CHANNELS)
def test_a_channel_lets_the_business_begin_or_says_that_it_does_not(name: str) -> None:
    register(name)
    template(channel=name)
    stored.put("replies", "order-shipped", {"text": "No. {{order}} left."}, by="admin")
    asked = body(channel=name)
    for address, identity in ADDRESSES.get(name, [("7001", None)]):
        answer = ask({**asked, "address": address})
        if identity:
            assert answer.status == 202, answer
            assert answer.body["conversation_id"] == conversation_id(name, identity)
        elif name in ADDRESSES:
            assert pointers(answer) == ["#/address"]
        else:
            assert (answer.status, answer.problem) == (422, "customer-writes-first")


def test_where_the_platform_has_no_templates_the_reply_of_that_name_is_said() -> None:
    register("telegram")
    words = {"en": "No. {{order}} left.", "es": "El {{order}} ha salido."}
    stored.put("replies", "order-shipped", {"text": words}, by="admin")
    known = keys.conversation_pk(conversation_id("telegram", "7001"))
    conversation("tg", 1, channel="telegram", identity="7001", attributes={"language": "es"})
    table.put({**summary("tg".ljust(26, "a")), "pk": known})
    asked = body(channel="telegram", address="7001")
    answer = ask(asked)
    assert (answer.status, answer.body["text"]) == (202, "El 4711 ha salido.")
    assert pointers(ask({**asked, "template": {"name": "none"}})) == ["#/template/name"]
    with_file = {**asked, "attachments": [{"id": "a" * 26}]}
    assert pointers(ask(with_file)) == ["#/attachments"]
    assert ask({**asked, "context": {}}).status == 422  # nothing fills {{order}}


def test_a_language_is_the_one_asked_for_or_the_nearest_to_the_customers() -> None:
    template(language="es_MX")
    assert ask(body()).body["content"]["language"] == "en"
    table.update(f"C#{SMS}", "A", "SET #locale = :es", {":es": "es-ES"})
    assert ask(body()).body["content"]["language"] == "es_MX"
    wanted = {"name": "order_shipped", "language": "es-MX", "slots": ["4711"]}
    assert ask(body(template=wanted)).body["content"]["language"] == "es_MX"


def test_who_opted_out_gets_none(the_time: SteppingClock) -> None:
    ask(body())
    table.update(f"C#{SMS}", "A", "SET #consent = :out", {":out": "out"})
    answer = ask(body())
    assert (answer.status, answer.problem) == (409, "opted-out")
    assert len(line(SMS)) == 1


def test_where_notices_need_consent_it_can_be_recorded_of_who_never_wrote() -> None:
    stored.put("policy", "default", {"notices_need_consent": True}, by="admin")
    answer = ask(body())
    assert (answer.status, answer.problem) == (409, "consent-needed")
    assert answer.body["conversation_id"] == SMS
    assert Caller().get("/v1/conversations").body["items"] == []
    proof = {"state": "in", "source": "checkout", "words": "Yes", "at": "2025-12-31T00:00:00Z"}
    assert Caller().post(f"/v1/conversations/{SMS}/consent", proof).status < 300
    assert ask(body()).status == 202


def test_what_sells_needs_its_own_consent() -> None:
    template("sale", category="MARKETING", slots=[])
    assert ask(body(template={"name": "sale"})).problem == "consent-needed"


def test_a_budget_that_is_spent_is_told_with_when_to_come_back(the_time: SteppingClock) -> None:
    stored.put("policy", "default", {"budget_per_person": 2}, by="admin")
    the_time.advance(minutes=50)
    assert [ask(body()).status for _ in range(2)] == [202, 202]
    answer = ask(body())
    assert (answer.status, answer.problem) == (429, "budget-spent")
    assert answer.body["reason"] == "person"
    assert 590 <= int(answer.headers["Retry-After"]) <= 601
    the_time.advance(minutes=11)
    assert ask(body()).status == 202


def test_the_same_words_to_many_are_limited_and_each_ones_own_are_not() -> None:
    stored.put("policy", "default", {"budget_per_text": 1}, by="admin")
    others = [f"+346001112{number}" for number in range(10, 13)]
    own = [{"name": "order_shipped", "slots": [number]} for number in others]
    for address, said in zip(others, own, strict=True):
        assert ask(body(address=address, template=said)).status == 202
    assert ask(body(template=own[0])).body["reason"] == "text"


def test_many_notices_in_a_moment_are_no_talk_of_machines(the_time: SteppingClock) -> None:
    assert [ask(body()).status for _ in range(10)] == [202] * 10
    assert summary(SMS)["automatic"]["at"] == []


def test_an_account_that_the_platform_warned_sends_none(the_time: SteppingClock) -> None:
    warned.note(Fact("sms:main", "spam", the_time.now, the_time.now + HOUR_MS))
    answer = ask(body())
    assert (answer.status, answer.problem) == (409, "automation-stopped")
    assert answer.body["until"] == "2026-01-01T01:00:00.000Z"


def person(the_time: SteppingClock) -> str:
    """On SMS and, lately, on WhatsApp."""
    now = the_time.now
    conversation("wa", now, channel="whatsapp")
    conversation("sms", now - 1000, channel="sms", identity=PHONE)
    template(channel="whatsapp")
    ours = {"contact_id": "sms".ljust(26, "a"), "reason": "the same number"}
    contact = "wa".ljust(26, "a")
    assert Caller().post(f"/v1/contacts/{contact}/merge", ours).status == 200
    return contact


def test_of_a_contacts_identities_the_one_last_active_that_may_gets_it(
    the_time: SteppingClock,
) -> None:
    contact = person(the_time)
    assert ask(to(contact)).body["channel"] == "whatsapp"
    assert ask(to(contact, channels=["sms", "whatsapp"])).body["channel"] == "sms"
    assert pointers(ask(to(contact, channels=["line"]))) == ["#/channels"]
    table.update(f"C#{contact}", "A", "SET #consent = :out", {":out": "out"})
    answer = ask(to(contact))
    assert (answer.body["channel"], answer.body["contact_id"]) == ("sms", contact)
    assert ask(to(contact, channels=["whatsapp"])).problem == "opted-out"
    only = {"name": "on_whatsapp", "slots": []}
    template("on_whatsapp", channel="whatsapp", slots=[])
    assert ask(to(contact, template=only)).problem == "opted-out"
