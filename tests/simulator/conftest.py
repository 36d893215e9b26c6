"""A running simulator, a webhook for it to call, and a business that sends through it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import requests

from tests.simulator.receiver import Receiver, running_receiver
from tests.simulator.simulator import Simulator, running_simulator

ACCOUNTS = {
    "whatsapp": {
        "account": "main",
        "app_secret": "app-secret-for-tests",
        "verify_token": "verify-token-for-tests",
        "access_token": "access-token-for-tests",
        "phone_number_id": "106540352242922",
    }
}
CUSTOMER = "34600111222"


class Business:
    """Our side's calls, made by hand."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers["Authorization"] = "Bearer access-token-for-tests"

    def send(self, body: Mapping[str, Any], **options: Any) -> requests.Response:
        path = options.pop("path", "/v25.0/106540352242922/messages")
        whole = {"messaging_product": "whatsapp", "to": CUSTOMER, **body}
        return self.session.post(self.url + path, json=whole, timeout=10, **options)

    def text(self, body: str = "Hello", **more: Any) -> requests.Response:
        return self.send({"type": "text", "text": {"body": body}, **more})

    def post(self, path: str, wanted: Mapping[str, Any]) -> Any:
        """One of the simulator's own routes."""
        answer = requests.post(self.url + path, json=wanted, timeout=20)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def get(self, path: str) -> Any:
        return requests.get(self.url + path, timeout=10).json()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.fixture
def simulator(receiver: Receiver) -> Iterator[Simulator]:
    with running_simulator(ACCOUNTS, receiver.url) as running:
        running.options.change(
            {"first_status_after": 0.0, "status_gap": 0.01, "retry_gaps": [0.01, 0.02, 0.04]}
        )
        yield running


@pytest.fixture
def business(simulator: Simulator) -> Iterator[Business]:
    made = Business(simulator.url)
    with made.session:
        yield made


def values_of(body: bytes) -> list[dict[str, Any]]:
    """Every ``value`` of a WhatsApp webhook body."""
    return [change["value"] for entry in json.loads(body)["entry"] for change in entry["changes"]]


def statuses_of(body: bytes) -> list[dict[str, Any]]:
    return [status for value in values_of(body) for status in value.get("statuses", [])]
