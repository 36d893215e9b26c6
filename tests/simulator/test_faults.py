"""Each fault does what its name says, as often as it was asked for, and shows in what was sent."""

import time
from threading import Event, Thread

import pytest
import requests

from tests.simulator.conftest import CUSTOMER, Business, statuses_of
from tests.simulator.receiver import PATIENCE, Receiver
from tests.simulator.simulator import Simulator


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("429", 429, 130429), ("500", 500, 131000), ("token-expired", 401, 190)],
)
def test_an_answered_fault_accepts_nothing_and_ends_by_itself(
    business: Business, simulator: Simulator, kind: str, status: int, code: int
) -> None:
    business.post("/faults", {"channel": "whatsapp", "kind": kind, "times": 2})
    for _ in range(2):
        answer = business.text()
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert simulator.messages() == []
    assert business.text().status_code == 200
    assert [sent["status"] for sent in simulator.sent()] == [status, status, 200]
    assert [sent["fault"] for sent in simulator.sent()] == [kind, kind, None]


def test_a_429_can_advise_when_to_come_back(business: Business) -> None:
    business.post("/faults", {"channel": "whatsapp", "kind": "429", "retry_after": 7})
    assert business.text().headers["Retry-After"] == "7"
    business.post("/faults", {"channel": "whatsapp", "kind": "429"})
    assert "Retry-After" not in business.text().headers


def test_a_timeout_never_answers_and_accepts_nothing(
    business: Business, simulator: Simulator
) -> None:
    business.post("/faults", {"channel": "whatsapp", "kind": "timeout"})
    with pytest.raises(requests.ReadTimeout):
        requests.post(f"{business.url}/v25.0/106540352242922/messages", json={}, timeout=(5, 0.2))
    assert simulator.messages() == []
    [sent] = simulator.sent("whatsapp")
    assert (sent["status"], sent["fault"]) == (None, "timeout")


def test_a_drop_after_accept_loses_the_answer_but_not_the_message(
    business: Business, simulator: Simulator, receiver: Receiver
) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    business.post("/faults", {"channel": "whatsapp", "kind": "drop-after-accept"})
    with pytest.raises(requests.ConnectionError):
        business.text(biz_opaque_callback_data="job-9")
    [message] = simulator.messages()
    statuses = [s for r in receiver.wait_for(4)[1:] for s in statuses_of(r.body)]
    assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
    assert {status["id"] for status in statuses} == {message.id}
    assert {status["biz_opaque_callback_data"] for status in statuses} == {"job-9"}
    [sent] = simulator.sent("whatsapp")
    assert (sent["status"], sent["fault"]) == (None, "drop-after-accept")


def test_slow_answers_late_and_accepts(business: Business, simulator: Simulator) -> None:
    business.post("/faults", {"channel": "whatsapp", "kind": "slow", "seconds": 0.3})
    before = time.monotonic()
    assert business.text().status_code == 200
    assert time.monotonic() - before >= 0.3
    assert len(simulator.messages()) == 1


def test_a_slow_request_holds_up_nobody_else(business: Business, simulator: Simulator) -> None:
    business.post("/faults", {"channel": "whatsapp", "kind": "slow", "seconds": 60})
    done = Event()

    def send_slowly() -> None:
        requests.post(f"{business.url}/v25.0/1/messages", json={}, timeout=90)
        done.set()

    slow = Thread(target=send_slowly)
    slow.start()
    assert simulator.journal.wait_for(lambda: len(simulator.journal.taken) == 1, PATIENCE)
    assert business.text().status_code == 200
    assert not done.is_set()
    simulator.stopping.set()  # ends what is slow
    slow.join(PATIENCE)
    assert done.is_set()


def test_a_signal_uses_up_no_fault_unless_it_is_for_all_calls(business: Business) -> None:
    signal = {"status": "read", "message_id": "wamid.IN1"}
    business.post("/faults", {"channel": "whatsapp", "kind": "500"})
    assert business.send(signal).status_code == 200
    assert business.text().status_code == 500
    business.post("/faults", {"channel": "whatsapp", "kind": "500", "calls": "all"})
    assert business.send(signal).status_code == 500


def test_faults_wait_in_line_and_can_be_looked_at(business: Business) -> None:
    business.post("/faults", {"channel": "whatsapp", "kind": "500", "times": 2})
    business.post("/faults", {"channel": "whatsapp", "kind": "429"})
    assert business.text().status_code == 500
    left = [(fault["kind"], fault["times"]) for fault in business.get("/faults")]
    assert left == [("500", 1), ("429", 1)]
    assert [business.text().status_code for _ in range(3)] == [500, 429, 200]
    assert business.get("/faults") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "whatsapp", "kind": "earthquake"},
        {"channel": "pigeon", "kind": "500"},
        {"channel": "whatsapp", "kind": "500", "times": 0},
        {"channel": "whatsapp", "kind": "500", "tims": 2},
        {"channel": "whatsapp"},
    ],
)
def test_a_fault_nobody_knows_is_refused(simulator: Simulator, wrong: dict[str, object]) -> None:
    answer = requests.post(f"{simulator.url}/faults", json=wrong, timeout=10)
    assert answer.status_code == 400
    assert simulator.faults.remaining() == []
