"""Viber's own SDK understands the simulator in both directions, and gets Viber's refusals."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
import requests

from tests.simulator.exchange import Answer, Request
from tests.simulator.receiver import Receiver, running_receiver
from tests.simulator.simulator import Simulator, running_simulator
from tests.simulator.viber import Viber

ACCOUNT = {"account": "main", **Viber.new_account()}
ANA = Viber.new_customer()
# The SDK brings no types.
sdk: Any = import_module("viberbot")
configuration: Any = import_module("viberbot.api.bot_configuration")
messages: Any = import_module("viberbot.api.messages")
types: Any = import_module("viberbot.api.messages.data_types.location")


def client(url: str, token: str = ACCOUNT["auth_token"], name: str = "Shop") -> Any:
    """The SDK, which has no setting for where Viber is."""
    made = sdk.Api(configuration.BotConfiguration(token, name, "https://cdn.example/a.png"))
    made._request_sender._viber_bot_api_url = f"{url}/pa"
    return made


@dataclass
class Side:
    """Our side of the platform."""

    simulator: Simulator
    receiver: Receiver

    @property
    def api(self) -> Any:
        return client(self.simulator.url)

    def call(self, path: str, body: Any) -> dict[str, Any]:
        headers = {"X-Viber-Auth-Token": ACCOUNT["auth_token"]}
        url = f"{self.simulator.url}/pa/{path}"
        answer = requests.post(url, json=body, headers=headers, timeout=10)
        assert answer.status_code == 200
        told: dict[str, Any] = answer.json()
        return told

    def says(self, text: str = "hello", **more: Any) -> Any:
        """What Ana says, as the SDK reads it."""
        count = len(self.receiver.requests)
        wanted = {"from": ANA, "text": text, **more}
        answer = requests.post(f"{self.simulator.url}/viber/say", json=wanted, timeout=10)
        assert answer.status_code == 200, answer.text
        return self.understood(self.receiver.wait_for(count + 1)[-1])

    def understood(self, request: Request) -> Any:
        given = request.header("x-viber-content-signature")
        assert self.api.verify_signature(request.body, given)
        return self.api.parse_request(request.body)

    def refusal(self, **changed: Any) -> int:
        body = {"receiver": ANA, "sender": {"name": "Shop"}, "type": "text", "text": "Hi"}
        told = {name: value for name, value in {**body, **changed}.items() if value is not None}
        return int(self.call("send_message", told)["status"])


@pytest.fixture
def side() -> Iterator[Side]:
    with (
        running_receiver() as receiver,
        running_simulator({"viber": ACCOUNT}, receiver.url) as made,
    ):
        made.options.change({"retry_gaps": [0.01, 0.02], "auto_statuses": False})
        yield Side(made, receiver)


def test_a_webhook_is_tried_before_it_counts(side: Side) -> None:
    path = f"{side.receiver.url}/webhooks/viber/main"
    assert "message" in side.api.set_webhook(path)
    assert side.understood(side.receiver.requests[0]).event_type == "webhook"
    side.receiver.answers = lambda number: Answer(403)
    with pytest.raises(Exception, match="failed with status: 1"):
        side.api.set_webhook(path)
    with pytest.raises(Exception, match="failed with status: 1"):
        side.api.set_webhook("https://elsewhere.example/")


def test_the_sdk_sends_every_type(side: Side) -> None:
    side.says()
    link = "https://cdn.example/a"
    said = [
        messages.TextMessage(text="Hi", tracking_data="t"),
        messages.PictureMessage(text="", media=f"{link}.jpg"),
        messages.VideoMessage(media=f"{link}.mp4", size=7),
        messages.FileMessage(media=f"{link}.pdf", size=7, file_name="a.pdf"),
        messages.LocationMessage(location=types.Location(lat=41.38, lon=2.17)),
        messages.StickerMessage(sticker_id=46105),
        messages.URLMessage(media=link),
    ]
    tokens = side.api.send_messages(ANA, said)
    taken = side.simulator.messages("viber")
    assert [str(token) for token in tokens] == [message.id for message in taken]
    assert all(token > 2**53 for token in tokens)
    assert [message.type for message in taken] == [
        "text",
        "picture",
        "video",
        "file",
        "location",
        "sticker",
        "url",
    ]


def test_what_was_sent_along_comes_back_with_the_answer(side: Side) -> None:
    side.says()
    side.api.send_messages(ANA, messages.TextMessage(text="Hi", tracking_data="job-9"))
    assert side.says("yes").message.tracking_data == "job-9"


def test_reports_name_the_message_to_the_last_digit(side: Side) -> None:
    side.says()
    side.simulator.options.change({"auto_statuses": True, "first_status_after": 0.001})
    (token,) = side.api.send_messages(ANA, messages.TextMessage(text="Hi"))
    reports = [side.understood(request) for request in side.receiver.wait_for(3)[1:]]
    assert [report.event_type for report in reports] == ["delivered", "seen"]
    assert [(report.message_token, report.user_id) for report in reports] == [(token, ANA)] * 2


def test_a_chosen_report(side: Side) -> None:
    side.says()
    side.api.send_messages(ANA, messages.TextMessage(text="Hi"))
    wanted = {"status": "failed", "desc": "not shown"}
    requests.post(f"{side.simulator.url}/viber/status", json=wanted, timeout=10)
    assert side.understood(side.receiver.wait_for(2)[1]).desc == "not shown"


def test_people_come_and_go(side: Side) -> None:
    assert side.refusal() == 5
    opened = side.says(event="conversation_started", extra={"context": "camp_42"})
    assert (opened.context, opened.subscribed) == ("camp_42", False)
    assert [side.refusal(), side.refusal()] == [0, 6]
    assert side.says(event="subscribed").user.id == ANA
    assert side.refusal() == 0
    assert side.says(event="unsubscribed").user_id == ANA
    assert side.refusal() == 6
    side.says("I am back")
    assert side.refusal() == 0


def test_a_file_of_a_customer_can_be_had_until_it_is_over(side: Side) -> None:
    said = side.says("look", type="image", media={"mime_type": "image/png", "data": "eA=="})
    answer = requests.get(said.message.media, timeout=10)
    assert (answer.content, answer.headers["content-type"]) == (b"x", "image/png")
    platform: Any = side.simulator.platforms["viber"]
    for file in platform.media.kept.values():
        file.over = True
    assert requests.get(said.message.media, timeout=10).status_code == 403


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"receiver": None}, 4),
        ({"sender": None}, 4),
        ({"sender": {"name": "S" * 29}}, 3),
        ({"type": None}, 4),
        ({"type": "audio"}, 3),
        ({"text": ""}, 4),
        ({"text": "a" * 7001}, 3),
        ({"text": "д" * 6000}, 3),  # written with escapes, as this client does
        ({"tracking_data": "t" * 4001}, 3),
        ({"type": "picture", "media": "https://cdn.example/a"}, 3),
        ({"type": "picture", "media": "https://cdn.example/a?b=a.jpg"}, 3),
        ({"type": "picture", "media": "https://cdn.example/a.jpg?b"}, 0),
        ({"type": "picture", "media": "https://cdn.example/a.jpg", "text": "w" * 769}, 3),
        ({"type": "video", "media": "https://cdn.example/a.mp4"}, 4),
        ({"type": "file", "media": "https://cdn.example/a.pdf", "size": 7}, 4),
        ({"type": "location", "location": {"lat": 91, "lon": 1}}, 3),
        ({"type": "contact", "contact": {"name": "Bob"}}, 4),
        ({"keyboard": {"Buttons": []}}, 3),
        ({"keyboard": {"Type": "keyboard", "Buttons": [{"Text": "a"}]}}, 4),
        ({"keyboard": {"Type": "keyboard", "Buttons": [{"ActionBody": "a"}] * 25}}, 3),
    ],
)
def test_what_viber_does_not_take(side: Side, changed: dict[str, Any], status: int) -> None:
    side.says()
    assert side.refusal(**changed) == status


def test_another_token_and_another_shape_are_refused_with_a_200(side: Side) -> None:
    with pytest.raises(Exception, match="failed with status: 2"):
        client(side.simulator.url, "another").send_messages(ANA, messages.TextMessage(text="Hi"))
    assert side.call("send_message", [])["status"] == 3
    assert side.call("get_account_info", {})["id"] == ACCOUNT["id"]
    assert side.call("get_user_details", {"id": ANA})["status"] == 5


@pytest.mark.parametrize(("kind", "status"), [("429", 12), ("token-expired", 2)])
def test_faults_are_in_vibers_words(side: Side, kind: str, status: int) -> None:
    side.says()
    side.simulator.faults.add({"channel": "viber", "kind": kind})
    assert [side.refusal(), side.refusal()] == [status, 0]


def test_a_refused_event_comes_again_as_it_was(side: Side) -> None:
    side.receiver.answers = lambda number: Answer(500 if number == 1 else 200)
    wanted = {"from": ANA, "text": "a"}
    requests.post(f"{side.simulator.url}/viber/say", json=wanted, timeout=10)
    first, second = side.receiver.wait_for(2)
    assert first.body == second.body


def test_nobody_and_nothing_are_not_said(side: Side) -> None:
    for wanted in ({"text": "a"}, {"from": ANA}):
        answer = requests.post(f"{side.simulator.url}/viber/say", json=wanted, timeout=10)
        assert answer.status_code == 400
    assert json.loads(requests.get(f"{side.simulator.url}/calls", timeout=10).content) == []
