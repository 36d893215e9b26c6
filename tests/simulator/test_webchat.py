"""The simulated browsers: they write, they wait, they tell what they got."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from functions.webchat.tokens import claims_of
from tests.simulator.exchange import Answer, Request
from tests.simulator.http_server import serving
from tests.simulator.simulator import Simulator, running_simulator

ACCOUNT = {"account": "main", "session_secret": "s", "identity_secret": "i", "origins": []}
OURS = {"id": "c.1.x", "from": "agent", "type": "text", "text": "good day", "status": "sent"}


class Site:
    """Our side: one visitor, one answer."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []

    def handle(self, request: Request) -> Answer:
        body = json.loads(request.body or b"null")
        what = request.path.rpartition("/")[2]
        self.asked.append((request.method, what, body))
        answers: dict[str, Any] = {"sessions": {"token": "the-token"}}
        if request.method == "GET":
            news = [OURS] if "since=0" in request.raw_query else []
            answers["messages"] = {"messages": news, "cursor": "1"}
            if not news:
                return Answer(503)
        assert what == "sessions" or request.header("Authorization") == "Bearer the-token"
        return Answer(200, json.dumps(answers.get(what, {})).encode())

    def bodies(self, what: str) -> list[Any]:
        return [body for method, asked, body in self.asked if (method, asked) == ("POST", what)]


@pytest.fixture
def site() -> Iterator[tuple[Site, Simulator]]:
    made = Site()
    with serving(made.handle) as url, running_simulator({"webchat": ACCOUNT}, url) as simulator:
        yield made, simulator
        simulator.reset()


def say(simulator: Simulator, **said: Any) -> Any:
    answer = requests.post(f"{simulator.url}/webchat/say", json=said, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_customer_keeps_one_session(site: tuple[Site, Simulator]) -> None:
    ours, simulator = site
    for text in ("hello", "are you there?"):
        assert say(simulator, **{"from": "ana", "text": text})["answer"]["status"] == 200
    assert len(ours.bodies("sessions")) == 1
    assert [body["text"] for body in ours.bodies("messages")] == ["hello", "are you there?"]
    assert len({body["id"] for body in ours.bodies("messages")}) == 2


def test_what_a_page_got_counts_as_sent_and_is_acknowledged(site: tuple[Site, Simulator]) -> None:
    ours, simulator = site
    say(simulator, **{"from": "ana", "text": "hello"})
    assert simulator.journal.wait_for(lambda: bool(simulator.journal.messages), 10)
    (message,) = simulator.messages("webchat")
    assert (message.to, message.id) == ("ana", "c.1.x")
    (sent,) = simulator.sent("webchat")
    assert sent["path"] == "/webchat/main/messages"
    assert simulator.journal.wait_for(lambda: len(ours.bodies("receipts")) == 2, 10)
    assert ours.bodies("receipts") == [
        {"status": "delivered", "ids": ["c.1.x"]},
        {"status": "read", "ids": ["c.1.x"]},
    ]


def test_a_token_can_be_forged(site: tuple[Site, Simulator]) -> None:
    _, simulator = site
    platform = simulator.platforms["webchat"]
    for secret in (None, "other"):
        token = platform.signed(b"{}", secret).headers["Authorization"].partition(" ")[2]
        assert claims_of(token, [secret or "s"])["aud"] == "main"
