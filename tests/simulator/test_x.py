"""The simulator of X: what it posts, what it takes, and how it refuses."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from oauthlib.oauth1 import Client

from tests.simulator.exchange import Request
from tests.simulator.receiver import Receiver, running_receiver
from tests.simulator.simulator import Simulator, running_simulator
from tests.simulator.x import X
from tests.simulator.x_answers import signature
from tests.simulator.x_ids import made_at, snowflake

ACCOUNT = {"account": "main", **X.new_account()}
ANA = X.new_customer()
SENDS = f"/2/dm_conversations/with/{ANA}/messages"


@dataclass
class Side:
    """Our side of the platform."""

    simulator: Simulator
    receiver: Receiver

    def call(
        self, path: str, body: Any = None, method: str = "POST", **changed: str
    ) -> requests.Response:
        names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
        keys = [{**ACCOUNT, **changed}[name] for name in names]
        url = f"{self.simulator.url}{path}"
        _, headers, _ = Client(*keys).sign(url, method)
        return requests.request(method, url, json=body, headers=headers, timeout=10)

    def says(self, text: str = "hello", **more: Any) -> Any:
        """The payload of what Ana says, which must be signed."""
        return self.told(**{"from": ANA, "text": text, **more})

    def told(self, **wanted: Any) -> Any:
        count = len(self.receiver.requests)
        answer = requests.post(f"{self.simulator.url}/x/say", json=wanted, timeout=10)
        assert answer.status_code == 200, answer.text
        return understood(self.receiver.wait_for(count + 1)[-1])


def understood(request: Request) -> Any:
    expected = signature(ACCOUNT["consumer_secret"], request.body)
    assert request.header("x-twitter-webhooks-signature") == expected
    return json.loads(request.body)


@pytest.fixture
def side() -> Iterator[Side]:
    with running_receiver() as receiver, running_simulator({"x": ACCOUNT}, receiver.url) as made:
        made.options.change({"first_status_after": 0.01, "status_gap": 0.01})
        yield Side(made, receiver)


def test_a_customer_writes_by_either_api(side: Side) -> None:
    older = side.says("Tom & <b>", name="Ana")
    (event,) = older["direct_message_events"]
    assert (older["for_user_id"], older["users"][ANA]["name"]) == (ACCOUNT["user_id"], "Ana")
    assert event["message_create"]["message_data"]["text"] == "Tom &amp; &lt;b&gt;"
    assert made_at(event["id"]) == int(event["created_timestamp"])
    newer = side.says("hi", api="activity")["data"]
    assert (newer["event_type"], newer["filter"]) == (
        "dm.received",
        {"user_id": ACCOUNT["user_id"]},
    )
    assert newer["payload"]["users"][ANA]["data"]["username"] == f"u{ANA}"


def test_what_the_account_sends_comes_back_and_is_read(side: Side) -> None:
    side.says()
    answer = side.call(SENDS, {"text": "Hi"})
    assert answer.status_code == 201
    name = answer.json()["data"]["dm_event_id"]
    echo, read = (understood(r) for r in side.receiver.wait_for(3)[1:])
    (event,) = echo["direct_message_events"]
    assert (event["id"], event["message_create"]["sender_id"]) == (name, ACCOUNT["user_id"])
    assert event["message_create"]["source_app_id"] == ACCOUNT["app_id"]
    assert read["direct_message_mark_read_events"][0]["last_read_event_id"] == name


@pytest.mark.parametrize(
    "changed",
    [
        {"consumer_key": "other"},
        {"consumer_secret": "other"},
        {"access_token": "other"},
        {"access_token_secret": "other"},
    ],
)
def test_who_signs_otherwise_is_nobody(side: Side, changed: dict[str, str]) -> None:
    side.says()
    assert side.call(SENDS, {"text": "Hi"}, **changed).status_code == 401
    assert side.simulator.messages() == []


def test_a_signature_is_good_once_and_for_one_request(side: Side) -> None:
    side.says()
    url = f"{side.simulator.url}{SENDS}"
    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    _, headers, _ = Client(*(ACCOUNT[name] for name in names)).sign(url, "POST")
    assert (
        requests.post(f"{url}?a=1", json={"text": "a"}, headers=headers, timeout=9).status_code
        == 401
    )
    assert requests.post(url, json={"text": "a"}, headers=headers, timeout=9).status_code == 201
    assert requests.post(url, json={"text": "a"}, headers=headers, timeout=9).status_code == 401
    assert requests.post(url, json={"text": "a"}, timeout=9).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ([], 400),
        ({"text": ""}, 403),
        ({"text": "a" * 10_001}, 403),
        ({"text": "a", "quick_reply": {}}, 400),
        ({"attachments": [{"media_id": "1"}]}, 400),
        ({"attachments": [{"media_id": "1"}, {"media_id": "2"}]}, 400),
    ],
)
def test_what_x_does_not_take(side: Side, body: Any, status: int) -> None:
    side.says()
    assert side.call(SENDS, body).status_code == status
    assert side.simulator.messages() == []


def test_who_does_not_let_us_in_gets_nothing(side: Side) -> None:
    assert side.call(SENDS, {"text": "Hi"}).status_code == 403
    side.says()
    side.says(event="block")
    assert side.call(SENDS, {"text": "Hi"}).status_code == 403
    side.says(event="unblock")
    assert side.call(SENDS, {"text": "Hi"}).status_code == 201


def test_a_file_opens_to_the_account_only(side: Side) -> None:
    told = side.says(media={"mime_type": "image/png", "data": "cGhvdG8="})
    data = told["direct_message_events"][0]["message_create"]["message_data"]
    media = data["attachment"]["media"]
    assert data["text"] == f"hello {media['url']}"
    assert requests.get(media["media_url_https"], timeout=9).status_code == 401
    answer = side.call(urlsplit(media["media_url_https"]).path, method="GET")
    assert (answer.content, answer.headers["Content-Type"]) == (b"photo", "image/png")


def test_a_film_that_is_not_ready_or_not_whole_is_not_sent(side: Side) -> None:
    side.says()
    about = {"media_type": "video/mp4", "media_category": "dm_video", "total_bytes": 5}
    name = side.call("/2/media/upload/initialize", about).json()["data"]["id"]
    assert side.call(f"/2/media/upload/{name}/finalize").status_code == 400
    assert side.call(SENDS, {"attachments": [{"media_id": name}]}).status_code == 400


def test_the_challenge_is_a_get_without_a_signature(side: Side) -> None:
    platform = side.simulator.platforms["x"]
    assert isinstance(platform, X)
    side.simulator.webhook.deliver(platform.challenge("a+b="))
    (asked,) = side.receiver.wait_for(1)
    assert (asked.method, asked.query) == ("GET", {"crc_token": "a+b="})
    assert not asked.header("x-twitter-webhooks-signature")


@pytest.mark.parametrize("said", [{}, {"from": "ana"}, {"from": "1", "event": "like"}])
def test_what_nobody_can_say(side: Side, said: dict[str, str]) -> None:
    answer = requests.post(f"{side.simulator.url}/x/say", json=said, timeout=9)
    assert answer.status_code == 400


def test_of_statuses_there_is_reading_only(side: Side) -> None:
    def asked(status: str) -> int:
        wanted = {"status": status}
        return requests.post(f"{side.simulator.url}/x/status", json=wanted, timeout=9).status_code

    assert asked("read") == 400
    side.says()
    side.call(SENDS, {"text": "Hi"})
    assert (asked("read"), asked("delivered")) == (200, 400)


def test_ids_grow_with_time() -> None:
    first, second, later = (
        snowflake(1_767_225_600_000),
        snowflake(1_767_225_600_000),
        snowflake(1_767_225_600_001),
    )
    assert int(first) < int(second) < int(later)
    assert made_at(later) == 1_767_225_600_001
