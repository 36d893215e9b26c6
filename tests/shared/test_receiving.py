"""Authentic webhooks: stored once before the answer, by one write each."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared import receiving
from shared.channels import WHATSAPP
from tests import faults
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.shared import contents_of
from tests.shared.arrivals import (
    body,
    deliver,
    handshake,
    noted,
    parse,
    receive,
    request,
    said,
)

REFUSED = {"statusCode": 403, "headers": {"content-type": "text/plain"}, "body": ""}
TOKEN = "hub.verify_token=verify-token-for-tests"

pytestmark = pytest.mark.usefixtures("the_time")


def test_an_authentic_message_is_stored_and_answered_200_with_nothing(cloud: Any) -> None:
    answer = receive(request(body(said("wamid.1"))))
    assert (answer["statusCode"], answer["body"]) == (200, "")
    (item,) = contents_of.table(cloud)
    assert (item["text"], item["account"], item["status"]) == ("Hola", "main", "received")


def test_a_body_that_is_not_base64_is_the_same_body(cloud: Any) -> None:
    raw = body(said("wamid.1", text="olé"))
    plain = {**request(raw), "body": raw.decode(), "isBase64Encoded": False}
    assert receive(plain)["statusCode"] == 200
    assert [item["text"] for item in contents_of.table(cloud)] == ["olé"]


def test_header_names_may_be_written_in_any_case(cloud: Any) -> None:
    event = request(body(said("wamid.1")))
    event["headers"] = {name.title(): value for name, value in event["headers"].items()}
    assert receive(event)["statusCode"] == 200
    assert len(contents_of.table(cloud)) == 1


def test_a_webhook_about_nothing_is_answered_200(cloud: Any) -> None:
    assert deliver() == 200
    assert contents_of.nothing(cloud)


def test_the_handshake_answers_the_bare_challenge(cloud: Any) -> None:
    answer = receive(handshake(f"hub.mode=subscribe&{TOKEN}&hub.challenge=115%2B8"))
    assert (answer["statusCode"], answer["body"]) == (200, "115+8")
    assert contents_of.nothing(cloud)


def test_a_late_redelivery_keeps_the_first_time_of_arrival(
    cloud: Any, the_time: SteppingClock
) -> None:
    first = the_time.now
    deliver(said("wamid.1"))
    the_time.advance(hours=24 * 7)
    assert deliver(said("wamid.1")) == 200
    assert [item["received_at"] for item in contents_of.table(cloud)] == [first]


def test_200_deliveries_at_once_leave_one_item(cloud: Any, log: io.StringIO) -> None:
    event = request(body(said("wamid.1")))
    deliver()  # warm: the secrets are read before the rush
    with one_call_at_a_time(), ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: receive(event)["statusCode"], range(200)))
    assert answers == [200] * 200
    assert len(contents_of.table(cloud)) == 1
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert sum(line.get("stored", 0) for line in lines) == 1
    assert sum(line.get("repeated", 0) for line in lines) == 199


def test_a_warm_webhook_costs_one_put_and_reads_nothing(cloud: Any) -> None:
    deliver(said("wamid.1"))
    with faults.injected() as calls:
        deliver(said("wamid.2"))
        deliver(noted())
    assert calls.operations == ["PutItem", "PutItem"]


def test_a_log_line_is_short_and_names_nobody(cloud: Any, log: io.StringIO) -> None:
    deliver(*(said(f"wamid.{n}", name="Ana") for n in range(50)), noted())
    (line,) = log.getvalue().splitlines()
    assert json.loads(line)["stored"] == 51
    assert len(line.encode()) <= 300
    assert not any(word in line for word in ("Ana", "Hola", "34600111222", "wamid"))


def test_what_names_no_account_is_of_the_only_one(cloud: Any) -> None:
    deliver(said("wamid.1", account_ref=""))
    (item,) = contents_of.table(cloud)
    assert item["account"] == "main"


def test_the_platform_hears_what_it_wants_to_hear(cloud: Any) -> None:
    def wrapped(request: receiving.Request, secrets: object) -> bytes:
        if request.query.get("hello"):
            raise receiving.Asked(receiving.Reply("1234567890"))
        return request.body.removeprefix(b"wrapped:")

    def answer(raw: bytes, query: str = "") -> tuple[int, str, str]:
        event = {**request(raw), "rawQueryString": query}
        xml = receiving.Reply("<Response/>", "text/xml")
        said = receiving.receive(event, WHATSAPP, verify=wrapped, parse=parse, taken=xml)
        return said["statusCode"], said["headers"]["content-type"], said["body"]

    assert answer(b"", "hello=1") == (200, "text/plain", "1234567890")
    assert contents_of.nothing(cloud)
    assert answer(b"wrapped:" + body(said("wamid.1"))) == (200, "text/xml", "<Response/>")
    assert len(contents_of.table(cloud)) == 1


def test_a_get_is_refused_where_no_handshake_is_known(cloud: Any) -> None:
    asked = handshake("hub.mode=subscribe")
    answer = receiving.receive(asked, WHATSAPP, verify=lambda *_: b"", parse=parse)
    assert answer == REFUSED
