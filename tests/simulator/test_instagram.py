"""The API takes and refuses messages as Instagram does, and tells what became of them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.simulator.instagram import Instagram
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator, running_simulator

ANA = "9911223344556677"


@pytest.fixture
def instagram(receiver: Receiver) -> Iterator[Simulator]:
    account = {**Instagram.new_account(), "account": "main"}
    with running_simulator({"instagram": account}, receiver.url) as running:
        running.options.change({"first_status_after": 0.0, "status_gap": 0.01})
        running.webhook.deliver(running.platforms["instagram"].say({"from": ANA, "text": "hi"}))
        yield running


def send(simulator: Simulator, text: str) -> requests.Response:
    account = simulator.platforms["instagram"].account
    return requests.post(
        f"{simulator.url}/v25.0/{account['ig_id']}/messages",
        json={"recipient": {"id": ANA}, "message": {"text": text, "metadata": "job-9"}},
        headers={"Authorization": f"Bearer {account['access_token']}"},
        timeout=10,
    )


def items(receiver: Receiver) -> list[dict[str, Any]]:
    bodies = [json.loads(call.body) for call in receiver.requests]
    return [item for body in bodies for entry in body["entry"] for item in entry["messaging"]]


def test_an_echo_says_nothing_of_who_sent_it_and_a_read_names_its_message(
    instagram: Simulator, receiver: Receiver
) -> None:
    took = send(instagram, "hello").json()
    assert instagram.settled()
    _, echo, read = items(receiver)
    assert echo["message"] == {"mid": took["message_id"], "is_echo": True, "text": "hello"}
    assert read["read"] == {"mid": took["message_id"]}


def test_a_text_is_measured_in_bytes(instagram: Simulator) -> None:
    assert send(instagram, "é" * 500).status_code == 200
    assert send(instagram, "é" * 501).json()["error"]["code"] == 100


def test_its_window_has_an_error_of_its_own(instagram: Simulator) -> None:
    instagram.platforms["instagram"].forget()
    instagram.platforms["instagram"].say({"from": ANA, "text": "hi", "timestamp": 10**12})
    error = send(instagram, "hello").json()["error"]
    assert (error["code"], error["error_subcode"]) == (10, 2534022)
