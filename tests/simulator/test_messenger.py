"""The Send API takes and refuses messages as Messenger does, and tells what became of them."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import requests

from tests.events import meta_signature
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator, running_simulator

PAGE, ANA = "107896542330111", "7412356890123456"
ACCOUNTS = {
    "messenger": {
        "account": "main",
        "app_secret": "app-secret-for-tests",
        "verify_token": "verify-token-for-tests",
        "page_access_token": "page-access-token-for-tests",
        "page_id": PAGE,
    }
}


@pytest.fixture
def messenger(receiver: Receiver) -> Iterator[Simulator]:
    with running_simulator(ACCOUNTS, receiver.url) as running:
        running.options.change({"first_status_after": 0.0, "status_gap": 0.01})
        yield running


def say(simulator: Simulator, **said: Any) -> Any:
    wanted = {"from": ANA, **said}
    answer = requests.post(f"{simulator.url}/messenger/say", json=wanted, timeout=10)
    assert answer.status_code < 300, answer.text
    return answer.json()


def send(
    simulator: Simulator,
    token: str = "page-access-token-for-tests",  # noqa: S107
    **body: Any,
) -> requests.Response:
    return requests.post(
        f"{simulator.url}/v25.0/{PAGE}/messages",
        json={"recipient": {"id": ANA}, **body},
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )


def items(receiver: Receiver) -> list[dict[str, Any]]:
    """What was told, one by one, and each call authentic."""
    for call in receiver.requests:
        assert call.header("X-Hub-Signature-256") == meta_signature(call.body)
    bodies = [json.loads(call.body) for call in receiver.requests]
    return [item for body in bodies for entry in body["entry"] for item in entry["messaging"]]


def test_what_a_customer_says_is_posted_with_a_signature(
    messenger: Simulator, receiver: Receiver
) -> None:
    say(messenger, text="café")
    say(messenger, postback={"title": "Track", "payload": "TRACK"})
    say(messenger, reaction={"mid": "m_1", "action": "react", "emoji": "❤"})
    texts = [set(item) - {"sender", "recipient", "timestamp"} for item in items(receiver)]
    assert texts == [{"message"}, {"postback"}, {"reaction"}]


def test_a_message_comes_back_as_echo_then_delivered_then_read(
    messenger: Simulator, receiver: Receiver
) -> None:
    say(messenger, text="hi")
    took = send(messenger, message={"text": "hello", "metadata": "job-9"}).json()
    assert messenger.settled()
    _, echo, delivery, read = items(receiver)
    assert echo["message"]["mid"] == took["message_id"]
    assert (echo["message"]["metadata"], echo["recipient"]) == ("job-9", {"id": ANA})
    assert delivery["delivery"]["mids"] == [took["message_id"]]
    assert read["read"]["watermark"] >= echo["timestamp"]


REFUSED: Mapping[str, tuple[dict[str, Any], int]] = {
    "nothing": ({"message": {}}, 100),
    "too long": ({"message": {"text": "a" * 2001}}, 100),
    "an old tag": (
        {"message": {"text": "a"}, "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"},
        100,
    ),
    "fourteen replies": (
        {
            "message": {
                "text": "a",
                "quick_replies": [{"content_type": "text", "title": "b", "payload": "c"}] * 14,
            }
        },
        100,
    ),
    "an unknown file": (
        {"message": {"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}},
        100,
    ),
    "an unknown action": ({"sender_action": "dance"}, 100),
    "a stranger": ({"recipient": {"id": "999"}, "message": {"text": "a"}}, 100),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_platform_does_not_take_is_refused(messenger: Simulator, name: str) -> None:
    say(messenger, text="hi")
    body, code = REFUSED[name]
    answer = send(messenger, **body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    assert messenger.messages() == []


def test_after_a_day_only_people_may_write(messenger: Simulator) -> None:
    say(messenger, text="hi", timestamp=1_000_000_000_000)
    answer = send(messenger, message={"text": "hello"})
    error = answer.json()["error"]
    assert (error["code"], error["error_subcode"]) == (10, 2018278)


def test_a_wrong_token_is_refused(messenger: Simulator) -> None:
    assert send(messenger, token="another", message={"text": "a"}).status_code == 401


def test_a_customers_file_can_be_fetched_for_a_day(
    messenger: Simulator, receiver: Receiver
) -> None:
    say(messenger, media={"data": b64encode(b"photo").decode()})
    (item,) = items(receiver)
    url = item["message"]["attachments"][0]["payload"]["url"]
    answer = requests.get(url, timeout=10)
    assert (answer.content, answer.headers["Content-Type"]) == (b"photo", "image/jpeg")


@pytest.mark.parametrize("kind", ["sent", "delivered", "read"])
def test_a_status_can_be_chosen(messenger: Simulator, receiver: Receiver, kind: str) -> None:
    messenger.options.change({"auto_statuses": False})
    say(messenger, text="hi")
    send(messenger, message={"text": "hello"})
    answer = requests.post(f"{messenger.url}/messenger/status", json={"status": kind}, timeout=10)
    assert answer.status_code < 300
    assert len(items(receiver)) == 2


def utility(name: str, *words: str, buttons: list[Any] | None = None) -> dict[str, Any]:
    parts: list[Any] = [
        {"type": "body", "parameters": [{"type": "text", "text": w} for w in words]}
    ]
    parts += [{"type": "buttons", "parameters": buttons}] if buttons else []
    template = {"name": name, "language": {"code": "en"}, "components": parts}
    return {"messaging_type": "UTILITY", "message": {"template": template, "metadata": "ours"}}


def test_a_template_goes_after_the_window_and_its_echo_has_its_words(
    messenger: Simulator, receiver: Receiver
) -> None:
    say(messenger, text="Hi", timestamp=1)
    assert send(messenger, message={"text": "late"}).json()["error"]["error_subcode"] == 2018278
    link = [{"type": "URL", "url": "42"}]
    taken = send(messenger, **utility("order_update", "42", "ready", buttons=link)).json()
    assert messenger.settled()
    (echo,) = [
        item["message"] for item in items(receiver) if item.get("message", {}).get("is_echo")
    ]
    assert (echo["mid"], echo["metadata"]) == (taken["message_id"], "ours")
    assert (echo["text"], "template" in echo) == ("Your order 42 is now ready.", False)


@pytest.mark.parametrize(
    ("body", "subcode"),
    [
        (utility("nothing"), None),
        (utility("name_day"), None),
        (utility("parcel_update"), None),
        (utility("order_update", "42", "ready"), 1893029),
        (utility("order_update", "a", "b", buttons=[{"type": "URL", "url": ""}]), None),
        ({"messaging_type": "UTILITY", "message": {"template": {"name": "a"}}}, None),
    ],
)
def test_a_template_that_is_not_there_or_not_filled_is_refused(
    messenger: Simulator, body: dict[str, Any], subcode: int | None
) -> None:
    say(messenger, text="Hi")
    error = send(messenger, **body).json()["error"]
    assert (error["code"], error.get("error_subcode")) == (100, subcode)
    assert messenger.messages("messenger") == []


def test_a_page_lists_its_templates(messenger: Simulator) -> None:
    url = f"{messenger.url}/v25.0/{PAGE}/message_templates?fields=name,status&limit=3"
    asked = {"Authorization": "Bearer page-access-token-for-tests"}
    told = requests.get(url, headers=asked, timeout=10).json()
    assert [set(one) for one in told["data"]] == [{"name", "status", "id"}] * 3
    rest = requests.get(told["paging"]["next"], headers=asked, timeout=10).json()
    assert [one["status"] for one in rest["data"]] == ["APPROVED", "REJECTED"]
    assert requests.get(url, timeout=10).status_code == 401
    odd = requests.get(f"{url}&fields=quality_score", headers=asked, timeout=10).json()
    assert odd["error"]["message"].startswith("(#100) Tried accessing nonexisting field")
