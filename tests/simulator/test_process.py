"""The simulator as a process of its own, and its routes for people and scripts."""

import json
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path

import requests

from shared import clock
from tests.moved_clock import MovedClock
from tests.simulator.conftest import ACCOUNTS, CUSTOMER, Business
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator, running_simulator

ROOT = Path(__file__).parents[2]


def test_the_command_serves_until_it_is_told_to_stop(tmp_path: Path, receiver: Receiver) -> None:
    config = tmp_path / "accounts.json"
    config.write_text(json.dumps(ACCOUNTS))
    command = [sys.executable, "-m", "tests.simulator", "--port", "0"]
    command += ["--webhook-url", receiver.url, "--config", str(config)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        health = requests.get(f"{url}/healthz", timeout=10).json()
        assert health == {"status": "ok", "channels": ["whatsapp"]}
        business = Business(url)
        told = business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
        assert told["answer"]["status"] == 200
        process.terminate()
        assert process.wait(20) == 0
    assert len(receiver.requests) == 1


def test_reset_forgets_everything(business: Business, simulator: Simulator) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    business.post("/faults", {"channel": "whatsapp", "kind": "500"})
    business.post("/options", {"auto_statuses": False})
    business.text()
    business.post("/reset", {})
    for path in ("/sent", "/messages", "/calls", "/faults"):
        assert business.get(path) == [], path
    assert simulator.options.auto_statuses is True
    assert business.text().json()["contacts"] == [{"input": CUSTOMER, "wa_id": CUSTOMER}]


def test_calls_and_messages_can_be_looked_at(business: Business) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    sent = business.text("Hello").json()["messages"][0]["id"]
    [message] = business.get("/messages?channel=whatsapp")
    assert (message["id"], message["to"], message["type"]) == (sent, CUSTOMER, "text")
    assert message["content"]["text"] == {"body": "Hello"}
    assert business.get("/calls?channel=whatsapp")[0]["answer"]["status"] == 200
    assert business.get("/calls?channel=line") == []


def test_an_unknown_option_changes_nothing(simulator: Simulator) -> None:
    before = simulator.options.status_gap
    wrong = {"status_gap": 9, "gap": 1}
    answer = requests.post(f"{simulator.url}/options", json=wrong, timeout=10)
    assert answer.status_code == 400
    assert simulator.options.status_gap == before


def test_a_channel_without_a_platform_says_so(simulator: Simulator) -> None:
    answer = requests.post(f"{simulator.url}/pigeon/say", json={}, timeout=10)
    assert (answer.status_code, answer.json()) == (404, {"error": "no platform 'pigeon' here"})


def test_the_page_shows_messages_and_is_safe_from_their_words(business: Business) -> None:
    business.text(type="text", to=CUSTOMER)
    connection = HTTPConnection(business.url.removeprefix("http://"), timeout=10)
    connection.request("GET", "/v25.0/<script>")  # as it is, where requests would escape it
    assert connection.getresponse().status == 404
    connection.close()
    page = requests.get(business.url, timeout=10)
    assert page.headers["Content-Type"].startswith("text/html")
    assert CUSTOMER in page.text
    assert "/v25.0/<script>" not in page.text


def test_it_stops_while_somebody_waits_for_an_answer_that_never_comes() -> None:
    others = set(threading.enumerate())  # other tests' simulators may be up
    with running_simulator(ACCOUNTS) as simulator:
        simulator.faults.add({"channel": "whatsapp", "kind": "timeout"})
        with requests.Session() as session:
            path = f"{simulator.url}/v25.0/106540352242922/messages"
            try:
                session.post(path, json={}, timeout=(5, 0.1))
            except requests.ReadTimeout:
                waiting = simulator.sent()
    assert [sent["status"] for sent in waiting] == [None]
    left = set(threading.enumerate()) - others
    assert not any(thread.name == "scheduler" for thread in left)


def test_the_clock_of_a_stack_can_be_moved(
    business: Business, simulator: Simulator, tmp_path: Path
) -> None:
    simulator.clock = MovedClock(tmp_path / "clock")
    with clock.running_on(simulator.clock):
        before = business.get("/clock")["now_ms"]
        after = business.post("/clock", {"advance_s": 3600})
    assert 3_600_000 <= after["now_ms"] - before < 3_660_000
    assert after["now"] == clock.rfc3339(after["now_ms"])
    assert MovedClock(tmp_path / "clock").moved == 3_600_000


def test_without_a_stack_the_clock_stays(simulator: Simulator) -> None:
    answer = requests.post(f"{simulator.url}/clock", json={"advance_s": 1}, timeout=10)
    assert answer.status_code == 400
