"""What comes back after a send: statuses, in order or not, again if we do not take them."""

import hmac
from typing import Any

import pytest
import requests

from tests.clock import SteppingClock
from tests.simulator.conftest import CUSTOMER, Business, statuses_of, values_of
from tests.simulator.exchange import Answer
from tests.simulator.receiver import PATIENCE, Receiver
from tests.simulator.simulator import Simulator

DAY_MS = 86_400_000


@pytest.fixture
def greeted(business: Business, receiver: Receiver) -> Business:
    """The business, after a customer wrote; what that posted is forgotten."""
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    receiver.requests.clear()
    return business


def all_statuses(receiver: Receiver, count: int) -> list[dict[str, Any]]:
    return [s for request in receiver.wait_for(count) for s in statuses_of(request.body)]


def test_an_accepted_message_is_sent_delivered_and_read(
    greeted: Business, receiver: Receiver
) -> None:
    told = greeted.text(biz_opaque_callback_data="job-9").json()["messages"][0]["id"]
    statuses = all_statuses(receiver, 3)
    assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
    assert {status["id"] for status in statuses} == {told}
    assert {status["recipient_id"] for status in statuses} == {CUSTOMER}
    assert {status["biz_opaque_callback_data"] for status in statuses} == {"job-9"}
    assert statuses[0]["pricing"] == {
        "billable": False,
        "pricing_model": "PMP",
        "type": "free_customer_service",
        "category": "service",
    }
    assert int(statuses[0]["conversation"]["expiration_timestamp"]) > int(statuses[0]["timestamp"])


def test_statuses_are_signed(greeted: Business, receiver: Receiver) -> None:
    greeted.text()
    for request in receiver.wait_for(3):
        expected = hmac.new(b"app-secret-for-tests", request.body, "sha256").hexdigest()
        assert request.header("X-Hub-Signature-256") == f"sha256={expected}"
        assert request.path == "/webhooks/whatsapp/main"


def test_free_text_to_somebody_silent_for_a_day_is_accepted_and_fails_later(
    the_time: SteppingClock, greeted: Business, receiver: Receiver
) -> None:
    the_time.advance(ms=DAY_MS)
    assert greeted.text(biz_opaque_callback_data="late").status_code == 200
    [request] = receiver.wait_for(1)
    [status] = statuses_of(request.body)
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131047)
    assert status["biz_opaque_callback_data"] == "late"
    assert "contacts" not in values_of(request.body)[0]


def test_the_window_is_open_until_its_last_millisecond_and_a_reaction_does_not_open_it(
    the_time: SteppingClock, greeted: Business, receiver: Receiver
) -> None:
    the_time.advance(ms=DAY_MS - 1)
    # WhatsApp counts in whole seconds; this clock stands on one.
    greeted.text("still")
    receiver.wait_for(3)
    greeted.post(
        "/whatsapp/say", {"from": CUSTOMER, "reaction": {"message_id": "wamid.X", "emoji": "x"}}
    )
    the_time.advance(ms=1)
    greeted.text("closed")
    states = [s["status"] for s in all_statuses(receiver, 5)]
    assert states == ["sent", "delivered", "read", "failed"]


def test_a_late_message_opens_the_window_from_when_it_was_written(
    the_time: SteppingClock, business: Business, receiver: Receiver
) -> None:
    written = (the_time.now - DAY_MS) // 1000
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi", "timestamp": written})
    business.text()
    assert statuses_of(receiver.wait_for(2)[1].body)[0]["status"] == "failed"


def test_a_template_reaches_a_stranger_and_is_billed(
    business: Business, receiver: Receiver
) -> None:
    part = {"name": "hello_world", "language": {"code": "en_US"}}
    business.send({"type": "template", "template": part})
    statuses = all_statuses(receiver, 3)
    assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
    assert statuses[0]["pricing"]["billable"] is True
    assert statuses[0]["pricing"]["category"] == "utility"


def test_strangers_can_be_allowed(business: Business, receiver: Receiver) -> None:
    business.post("/options", {"strangers": "allowed"})
    business.text()
    assert [s["status"] for s in all_statuses(receiver, 3)] == ["sent", "delivered", "read"]


def test_a_call_we_do_not_take_comes_again_after_growing_gaps_with_the_same_bytes(
    simulator: Simulator, business: Business, receiver: Receiver
) -> None:
    receiver.answers = lambda number: Answer(200 if number == 3 else 503)
    told = business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    assert told["answer"]["status"] == 503
    assert len({request.body for request in receiver.wait_for(3)}) == 1
    assert simulator.settled(PATIENCE)
    assert [call.status for call in simulator.journal.calls] == [503, 503, 200]
    assert [call.attempt for call in simulator.journal.calls] == [1, 2, 3]
    assert list(simulator.options.retry_gaps) == sorted(simulator.options.retry_gaps)


def test_retries_end(simulator: Simulator, business: Business, receiver: Receiver) -> None:
    receiver.answers = lambda _: Answer(500)
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    receiver.wait_for(4)
    assert simulator.settled(PATIENCE)
    assert len(receiver.requests) == 1 + len(simulator.options.retry_gaps)


def test_a_call_can_be_made_without_retries(
    simulator: Simulator, business: Business, receiver: Receiver
) -> None:
    receiver.answers = lambda _: Answer(401)
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi", "retry": False})
    assert simulator.settled(PATIENCE)
    assert len(receiver.requests) == 1


def test_a_webhook_that_is_not_there_yet_is_called_again_once_it_is(
    simulator: Simulator, business: Business, receiver: Receiver
) -> None:
    simulator.webhook.url = None
    simulator.options.change({"retry_gaps": [0.5]})
    told = business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    assert (told["answer"]["status"], told["answer"]["error"]) == (
        None,
        "no webhook URL is set yet",
    )
    business.post("/options", {"webhook_url": receiver.url})
    assert receiver.wait_for(1)[0].path == "/webhooks/whatsapp/main"


def test_statuses_can_come_out_of_order_twice_and_keep_their_times(
    greeted: Business, receiver: Receiver
) -> None:
    greeted.post("/options", {"statuses": ["read", "sent"], "status_repeat": 2})
    greeted.text()
    statuses = all_statuses(receiver, 4)
    assert [status["status"] for status in statuses] == ["read", "read", "sent", "sent"]
    assert int(statuses[0]["timestamp"]) >= int(statuses[2]["timestamp"])


def test_statuses_can_come_in_one_call(greeted: Business, receiver: Receiver) -> None:
    greeted.post("/options", {"batch_statuses": True})
    greeted.text()
    [request] = receiver.wait_for(1)
    states = [status["status"] for status in statuses_of(request.body)]
    assert states == ["sent", "delivered", "read"]


def test_a_chosen_status_can_be_sent_for_an_accepted_message(
    simulator: Simulator, greeted: Business, receiver: Receiver
) -> None:
    greeted.post("/options", {"auto_statuses": False})
    told = greeted.text(biz_opaque_callback_data="job").json()["messages"][0]["id"]
    errors = [{"code": 131026, "title": "Message undeliverable"}]
    greeted.post("/whatsapp/status", {"status": "read"})
    greeted.post("/whatsapp/status", {"message": told, "status": "failed", "errors": errors})
    read, failed = all_statuses(receiver, 2)
    assert (read["id"], read["status"], read["biz_opaque_callback_data"]) == (told, "read", "job")
    assert (failed["status"], failed["errors"]) == ("failed", errors)
    assert simulator.messages()[0].statuses == ["read", "failed"]
    assert len(receiver.requests) == 2


def test_a_status_of_no_message_is_refused(simulator: Simulator) -> None:
    answer = requests.post(f"{simulator.url}/whatsapp/status", json={"status": "read"}, timeout=10)
    assert (answer.status_code, "no message" in answer.text) == (400, True)
