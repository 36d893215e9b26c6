"""The simulated system keeps the contract in both directions, as the reference library sees it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from standardwebhooks import Webhook

from shared import clock
from tests.simulator.custom import Custom
from tests.simulator.exchange import Answer, Request
from tests.simulator.receiver import Receiver, running_receiver
from tests.simulator.simulator import Simulator, running_simulator

ACCOUNT = {"account": "main", **Custom.new_account()}
ANA = Custom.new_customer()
JUDGE = Webhook(ACCOUNT["signing_secret"])


@dataclass
class Side:
    """Our side of the contract."""

    simulator: Simulator
    receiver: Receiver

    def send(self, named: str = "a_1_b", **changed: Any) -> requests.Response:
        said = {
            "kind": "message",
            "id": "a.1.b",
            "account": ACCOUNT["name"],
            "contact": ANA,
            "type": "text",
            "text": "Hi",
            **changed,
        }
        body = json.dumps(said, separators=(",", ":"))
        at = datetime.fromtimestamp(clock.now_ms() // 1000, UTC)
        headers = {
            "webhook-id": named,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": JUDGE.sign(named, at, body),
        }
        url = f"{self.simulator.url}/partner/messages"
        return requests.post(url, data=body.encode(), headers=headers, timeout=10)

    def says(self, text: str = "hello", **more: Any) -> Any:
        """The events of what Ana says, as the library takes them."""
        count = len(self.receiver.requests)
        wanted = {"from": ANA, "text": text, **more}
        answer = requests.post(f"{self.simulator.url}/custom/say", json=wanted, timeout=10)
        assert answer.status_code == 200, answer.text
        return understood(self.receiver.wait_for(count + 1)[-1])["events"]


def understood(request: Request) -> Any:
    return JUDGE.verify(request.body, {name.lower(): value for name, value in request.headers})


@pytest.fixture
def side() -> Iterator[Side]:
    with (
        running_receiver() as receiver,
        running_simulator({"custom": ACCOUNT}, receiver.url) as made,
    ):
        made.options.change({"retry_gaps": [0.01, 0.02], "auto_statuses": False})
        yield Side(made, receiver)


def test_what_a_customer_says_is_signed_and_named(side: Side) -> None:
    (event,) = side.says("¿hola? 🎉")
    assert (event["kind"], event["contact"], event["text"]) == ("message", ANA, "¿hola? 🎉")
    batch = side.says(events=[{"from": ANA, "text": "a"}, {"from": ANA, "kind": "typing"}])
    assert [one["kind"] for one in batch] == ["message", "typing"]


def test_a_refused_call_comes_again_signed_anew_under_its_id(side: Side) -> None:
    side.receiver.answers = lambda number: Answer(500 if number == 1 else 200)
    requests.post(f"{side.simulator.url}/custom/say", json={"from": ANA, "text": "a"}, timeout=10)
    first, second = side.receiver.wait_for(2)
    assert understood(first) == understood(second)
    assert first.header("webhook-id") == second.header("webhook-id")


def test_one_id_is_taken_once(side: Side) -> None:
    side.says()
    first, again, other = side.send(), side.send(), side.send("c_1_d")
    assert first.json() == again.json() != other.json()
    assert len(side.simulator.messages()) == 2


def test_a_message_is_followed_by_its_statuses(side: Side) -> None:
    side.says()
    side.simulator.options.change({"auto_statuses": True, "first_status_after": 0.0})
    taken = side.send().json()["id"]
    told = [understood(request)["events"][0] for request in side.receiver.wait_for(4)[1:]]
    assert [one["status"] for one in told] == ["sent", "delivered", "read"]
    assert {(one["message"], one["our_id"]) for one in told} == {(taken, "a.1.b")}


def test_a_chosen_status_is_told(side: Side) -> None:
    side.says()
    side.send()
    wanted = {"status": "failed", "error": {"code": "expired", "title": "Late."}}
    requests.post(f"{side.simulator.url}/custom/status", json=wanted, timeout=10)
    (told,) = understood(side.receiver.wait_for(2)[-1])["events"]
    assert (told["status"], told["error"]["code"]) == ("failed", "expired")


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"contact": "nobody"}, 404, "unknown-contact"),
        ({"account": "another"}, 400, "rejected"),
        ({"text": ""}, 400, "rejected"),
        ({"type": "poll"}, 400, "rejected"),
    ],
)
def test_what_is_not_taken_is_said(
    side: Side, changed: dict[str, Any], status: int, code: str
) -> None:
    side.says()
    answer = side.send(**changed)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert side.simulator.messages() == []


def test_who_blocked_the_business_is_not_written_to(side: Side) -> None:
    side.says(event="blocked")
    assert side.send().status_code == 410
    side.says(event="unblocked")
    assert side.send().status_code == 200


def test_an_unsigned_call_is_refused(side: Side) -> None:
    answer = requests.post(f"{side.simulator.url}/partner/messages", data=b"{}", timeout=10)
    assert answer.status_code == 401


def test_a_file_is_for_who_is_allowed_to_have_it(side: Side) -> None:
    (event,) = side.says(type="image", media={"data": "/9j/4A=="})
    url = event["media"]["url"].replace("https://partner.example", side.simulator.url)
    assert requests.get(url, timeout=10).status_code == 401
    allowed = {"Authorization": ACCOUNT["media_authorization"]}
    assert requests.get(url, headers=allowed, timeout=10).content == b"\xff\xd8\xff\xe0"


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("token-expired", 401)])
def test_faults_are_in_the_contracts_words(side: Side, kind: str, status: int) -> None:
    side.says()
    side.simulator.faults.add({"channel": "custom", "kind": kind})
    answer = side.send()
    assert (answer.status_code, bool(answer.json()["error"]["title"])) == (status, True)
