"""Notices where something comes in between, is repeated, or breaks off."""

from functools import partial
from typing import Any

from functions.follow_log.stream import lambda_handler as follow
from shared import configuration, history
from shared.configuration import stored
from shared.ids import MessageId
from shared.table import Item
from tests import faults
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.notices import (
    ABOUT,
    PATH,
    PHONE,
    SMS,
    Street,
    asked,
    body,
    conversation_id,
    line,
    street,
    summary,
    told,
)
from tests.functions.follow_log.stream_reader import batch
from tests.machines import lambdas

__all__ = ["lambdas", "street"]


def test_who_opts_out_before_it_leaves_gets_it_no_more(street: Street) -> None:
    answer = Caller().post(PATH, body())
    street.says("sms", PHONE, "STOP")
    street.follow()
    street.wake()
    assert summary(SMS)["consent"] == "out"
    street.run()
    assert [one["type"] for one in street.sent] == ["text"]  # the confirmation alone
    shown = Caller().get(f"/v1/messages/{answer.body['id']}").body
    assert (shown["status"], shown["error"]["code"]) == ("failed", "opted-out")


def test_consent_that_notices_need_is_asked_for_again_when_it_leaves(street: Street) -> None:
    answer = Caller().post(PATH, body())
    stored.put("policy", "default", {"notices_need_consent": True}, by="admin")
    street.run()
    shown = Caller().get(f"/v1/messages/{answer.body['id']}").body
    assert (shown["status"], shown["error"]["code"]) == ("failed", "consent-needed")
    assert street.sent == []


def test_it_leaves_though_an_agent_takes_the_conversation_meanwhile(street: Street) -> None:
    said = street.says("sms", PHONE, "Hello")
    street.run()
    Caller().post(PATH, body())
    taking = {"assignee": "ana"}
    assert Caller().post(f"/v1/conversations/{SMS}/assign", taking).status == 200
    street.run()
    assert [one["purpose"] for one in street.sent] == ["notice"]
    assert summary(SMS)["owner"] == "agent:ana"
    assert summary(SMS)["handled_through"] == history.arrival(said)


def test_nothing_more_is_read_or_written_where_no_notice_is_pending(street: Street) -> None:
    stored.remove("rules", "orders", by="admin", expected=1)

    def costs(reply_to: str | None = None) -> list[str]:
        street.says("sms", PHONE, "Hello", reply_to=reply_to)
        with faults.injected() as calls:
            street.follow()
        street.run()
        return sorted(calls.operations)

    costs()
    plain = costs()
    assert costs("of an agent") == plain
    asked(street)
    answered = costs()
    assert costs() == plain
    assert len(answered) - len(plain) == 2  # the notice is read, the answer marked


def test_a_stream_that_comes_again_finds_the_same(street: Street) -> None:
    notice = asked(street)
    said = street.says("sms", PHONE)
    more = street.says("sms", PHONE, "Hello?")
    street.run()
    before = summary(SMS)
    for records in list(street.batches):
        follow(batch(records), None)
    street.run()
    assert (told(said)[0], told(more)[0]) == (notice, None)
    after = summary(SMS)
    assert {**before, "rev": 0} == {**after, "rev": 0}


def test_a_crash_between_any_two_calls_of_the_follower_loses_nothing(street: Street) -> None:
    number = 0

    def come() -> tuple[Item, dict[str, Any]]:
        nonlocal number
        number += 1
        address = f"+346001113{number:02d}"
        assert Caller().post(PATH, body(address=address)).status == 202
        street.follow()
        street.send()
        street.follow()
        said = street.says("sms", address)
        return said, batch(street.stream.read())

    _, counted = come()
    for point in faults.lasting_points(lambda: follow(counted, None)):
        configuration.forget()
        said, records = come()
        faults.run_until(point, partial(follow, records, None))
        configuration.forget()
        follow(records, None)
        assert told(said)[1] == ABOUT, point
    street.run()
    owners = {summary(MessageId.of(m).conversation)["owner"] for m in street.sent}
    assert owners == {"team:orders"}


def test_a_crash_between_any_two_calls_of_the_request_makes_one_notice(street: Street) -> None:
    addresses = iter(f"+346001114{number:02d}" for number in range(90))

    def ask(address: str) -> Any:
        return Caller().post(PATH, body(address=address), key=address)

    ask(next(addresses))
    for point in faults.lasting_points(lambda: ask(next(addresses))):
        address = next(addresses)
        configuration.forget()
        faults.run_until(point, partial(ask, address))
        answer = ask(address)
        assert answer.status == 202, point
        shown = line(conversation_id("sms", address))
        assert [one["id"] for one in shown] == [answer.body["id"]], point
    street.run()
    assert len({m["identity"] for m in street.sent}) == len(street.sent)
