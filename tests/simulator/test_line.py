"""LINE's own SDK understands the simulator in both directions, and gets LINE's refusals."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
import requests

from tests.simulator.exchange import Answer, Request
from tests.simulator.line import Line
from tests.simulator.receiver import Receiver, running_receiver
from tests.simulator.simulator import Simulator, running_simulator

ACCOUNT = {"account": "main", **Line.new_account()}
ANA = Line.new_customer()
HI = {"type": "text", "text": "Hi"}
# The SDK brings no types.
sdk: Any = import_module("linebot.v3.messaging")
webhooks: Any = import_module("linebot.v3.webhook")


@dataclass
class Side:
    """Our side of the platform."""

    simulator: Simulator
    receiver: Receiver

    def call(self, path: str, body: Any = None, **headers: str) -> requests.Response:
        token = {"Authorization": f"Bearer {ACCOUNT['channel_access_token']}"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = f"{self.simulator.url}/v2/bot/{path}"
        method = "GET" if body is None else "POST"
        return requests.request(method, url, json=body, headers={**token, **named}, timeout=10)

    def says(self, text: str = "hello", **more: Any) -> Any:
        """What Ana says, as the SDK reads it."""
        count = len(self.receiver.requests)
        wanted = {"from": ANA, "text": text, **more}
        answer = requests.post(f"{self.simulator.url}/line/say", json=wanted, timeout=10)
        assert answer.status_code == 200, answer.text
        return understood(self.receiver.wait_for(count + 1)[-1])[0]


def understood(request: Request) -> Any:
    parser = webhooks.WebhookParser(ACCOUNT["channel_secret"])
    return parser.parse(request.body.decode(), request.header("x-line-signature"))


@pytest.fixture
def side() -> Iterator[Side]:
    with running_receiver() as receiver, running_simulator({"line": ACCOUNT}, receiver.url) as made:
        made.options.change({"retry_gaps": [0.01, 0.02]})
        yield Side(made, receiver)


@pytest.fixture
def client(side: Side) -> Iterator[Any]:
    token = ACCOUNT["channel_access_token"]
    configuration = sdk.Configuration(access_token=token, host=side.simulator.url)
    with sdk.ApiClient(configuration) as api:
        yield sdk.MessagingApi(api)


def test_the_sdk_answers_what_it_hears(side: Side, client: Any) -> None:
    heard = side.says("¿hola? 🎉")
    assert (heard.message.text, heard.source.user_id) == ("¿hola? 🎉", ANA)
    hi = sdk.TextMessage(text="Hi", quote_token=heard.message.quote_token)
    reply = sdk.ReplyMessageRequest(reply_token=heard.reply_token, messages=[hi])
    assert client.reply_message(reply).sent_messages[0].id
    with pytest.raises(sdk.ApiException) as caught:
        client.reply_message(reply)
    assert json.loads(caught.value.body)["message"] == "Invalid reply token"
    client.mark_messages_as_read_by_token(
        sdk.MarkMessagesAsReadByTokenRequest(mark_as_read_token=heard.message.mark_as_read_token)
    )
    client.show_loading_animation(sdk.ShowLoadingAnimationRequest(chat_id=ANA, loading_seconds=5))
    assert [message.type for message in side.simulator.messages()] == ["text"]


def test_the_sdk_pushes_once_with_one_key(side: Side, client: Any) -> None:
    side.says()
    key = "123e4567-e89b-12d3-a456-426614174000"
    push = sdk.PushMessageRequest(to=ANA, messages=[sdk.TextMessage(text="Hi")])
    first = client.push_message(push, x_line_retry_key=key)
    with pytest.raises(sdk.ApiException) as caught:
        client.push_message(push, x_line_retry_key=key)
    assert caught.value.status == 409
    told = json.loads(caught.value.body)["sentMessages"]
    assert [one["id"] for one in told] == [one.id for one in first.sent_messages]
    assert caught.value.headers["x-line-accepted-request-id"]
    assert len(side.simulator.messages()) == 1


def test_the_sdk_sends_every_kind(side: Side, client: Any) -> None:
    side.says()
    url = "https://cdn.example/a"
    yes = sdk.PostbackAction(label="Yes", data="id=yes")
    kinds = [
        sdk.ImageMessage(original_content_url=url, preview_image_url=url),
        sdk.AudioMessage(original_content_url=url, duration=1000),
        sdk.LocationMessage(title="Shop", address="Ginza", latitude=35.6, longitude=139.7),
        sdk.StickerMessage(package_id="446", sticker_id="1988"),
        sdk.TemplateMessage(alt_text="?", template=sdk.ButtonsTemplate(text="?", actions=[yes])),
    ]
    client.push_message(sdk.PushMessageRequest(to=ANA, messages=kinds))
    sent = [message.type for message in side.simulator.messages()]
    assert sent == ["image", "audio", "location", "sticker", "template"]


def test_a_file_is_kept_under_the_id_of_its_message(side: Side) -> None:
    heard = side.says(type="image", media={"data": "/9j/4A=="})
    assert heard.message.content_provider.type == "line"
    path = f"message/{heard.message.id}/content"
    assert side.call(path).content == b"\xff\xd8\xff\xe0"
    assert side.call(f"{path}/transcoding").json() == {"status": "succeeded"}
    assert side.call("message/1/content").status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("message/push", {"to": ANA, "messages": []}, 400, "between 1 and 5"),
        ("message/push", {"to": ANA, "messages": [HI] * 6}, 400, "between 1 and 5"),
        ("message/push", {"to": "me", "messages": [HI]}, 400, "'to'"),
        ("message/push", {"to": Line.new_customer(), "messages": [HI]}, 400, "Failed to send"),
        ("message/push", {"to": ANA, "messages": [{**HI, "text": "x" * 5001}]}, 400, "5000"),
        ("message/push", {"to": ANA, "messages": [{"type": "file"}]}, 400, "type"),
        (
            "message/push",
            {
                "to": ANA,
                "messages": [
                    {"type": "audio", "originalContentUrl": "http://a.example/", "duration": 1}
                ],
            },
            400,
            "https",
        ),
        ("message/reply", {"replyToken": "nobody's", "messages": [HI]}, 400, "reply token"),
        ("chat/loading/start", {"chatId": ANA, "loadingSeconds": 7}, 400, "multiple of 5"),
        ("chat/markAsRead", {}, 400, "empty"),
        ("profile/U" + "0" * 32, None, 404, "Not found"),
    ],
)
def test_line_says_what_it_does_not_take(
    side: Side, path: str, body: Any, status: int, words: str
) -> None:
    side.says()
    answer = side.call(path, body)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert side.simulator.messages() == []


def test_a_reply_takes_no_retry_key(side: Side) -> None:
    token = side.says().reply_token
    body = {"replyToken": token, "messages": [HI]}
    key = "123e4567-e89b-12d3-a456-426614174000"
    assert side.call("message/reply", body, X_Line_Retry_Key=key).status_code == 400
    assert side.call("message/reply", body).status_code == 200


def test_a_wrong_token_is_nobodys(side: Side) -> None:
    answer = side.call("message/quota", Authorization="Bearer another")
    assert answer.status_code == 401


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("token-expired", 401)])
def test_faults_are_in_lines_words(side: Side, kind: str, status: int) -> None:
    side.says()
    side.simulator.faults.add({"channel": "line", "kind": kind})
    answer = side.call("message/push", {"to": ANA, "messages": [HI]})
    assert (answer.status_code, bool(answer.json()["message"])) == (status, True)


def test_a_month_has_an_end(side: Side) -> None:
    side.says()
    platform: Any = side.simulator.platforms["line"]
    platform.messages.quota = 1
    push = {"to": ANA, "messages": [HI]}
    assert side.call("message/push", push).status_code == 200
    assert (
        side.call("message/push", push).json()["message"] == "You have reached your monthly limit."
    )
    assert side.call("message/quota").json() == {"type": "limited", "value": 1}
    assert side.call("message/quota/consumption").json() == {"totalUsage": 1}


def test_to_who_blocked_us_nothing_comes_and_nobody_says_so(side: Side) -> None:
    side.says(event="unfollow")
    assert side.call("message/push", {"to": ANA, "messages": [HI]}).status_code == 200
    assert side.simulator.messages() == []
    assert side.call(f"profile/{ANA}").status_code == 404
    side.says(event="follow", follow={"isUnblocked": True})
    assert side.call("message/push", {"to": ANA, "messages": [HI]}).status_code == 200
    assert len(side.simulator.messages()) == 1


def test_a_refused_event_comes_again_and_says_so(side: Side) -> None:
    side.receiver.answers = lambda number: Answer(500 if number == 1 else 200)
    requests.post(f"{side.simulator.url}/line/say", json={"from": ANA, "text": "a"}, timeout=10)
    (first,), (second,) = (understood(request) for request in side.receiver.wait_for(2))
    assert first.webhook_event_id == second.webhook_event_id
    assert (first.message.id, first.timestamp) == (second.message.id, second.timestamp)
    redelivered = [event.delivery_context.is_redelivery for event in (first, second)]
    assert redelivered == [False, True]


def test_there_are_no_statuses(side: Side) -> None:
    answer = requests.post(f"{side.simulator.url}/line/status", json={"id": "1"}, timeout=10)
    assert answer.status_code == 400


def test_the_verify_button_posts_no_events(side: Side) -> None:
    platform: Any = side.simulator.platforms["line"]
    side.simulator.webhook.deliver(platform.verify_button())
    (request,) = side.receiver.wait_for(1)
    assert json.loads(request.body) == {"destination": ACCOUNT["bot_user_id"], "events": []}
    assert understood(request) == []
