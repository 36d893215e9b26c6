"""The Graph API takes and refuses sends as WhatsApp does."""

import json
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.simulator.conftest import CUSTOMER, Business
from tests.simulator.simulator import Simulator


def button(identifier: str, title: str = "Yes") -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": identifier, "title": title}}


def buttons(*titles: str) -> dict[str, Any]:
    made = [button(str(number), title) for number, title in enumerate(titles)]
    return interactive("button", {"buttons": made})


def rows(count: int, title: str = "10:30") -> dict[str, Any]:
    made = [{"id": str(number), "title": title} for number in range(count)]
    return interactive("list", {"button": "Slots", "sections": [{"title": "Tue", "rows": made}]})


def interactive(kind: str, action: dict[str, Any], body: str = "Pick") -> dict[str, Any]:
    part = {"type": kind, "body": {"text": body}, "action": action}
    return {"type": "interactive", "interactive": part}


def template(name: str, *parameters: str, language: str = "es") -> dict[str, Any]:
    body = {"type": "body", "parameters": [{"type": "text", "text": p} for p in parameters]}
    part = {"name": name, "language": {"code": language}, "components": [body]}
    return {"type": "template", "template": part}


TAKEN = {
    "text": {"type": "text", "text": {"body": "a" * 4096}},
    "text without a type": {"text": {"body": "a"}},
    "quote": {"type": "text", "text": {"body": "a"}, "context": {"message_id": "wamid.IN1"}},
    "image": {"type": "image", "image": {"link": "https://cdn.example/a.jpg", "caption": "A"}},
    "document": {"type": "document", "document": {"id": "99", "filename": "a.pdf"}},
    "reaction": {"type": "reaction", "reaction": {"message_id": "wamid.IN1", "emoji": "👍"}},
    "reaction back": {"type": "reaction", "reaction": {"message_id": "wamid.IN1", "emoji": ""}},
    "location": {"type": "location", "location": {"latitude": 41.38, "longitude": 2.17}},
    "contacts": {"type": "contacts", "contacts": [{"name": {"formatted_name": "Bob"}}]},
    "three buttons": buttons("Yes", "No", "Later"),
    "ten rows": rows(10),
    "template": template("order_ready", "Ana"),
    "user id": {"to": None, "recipient": "ES.1349", "type": "text", "text": {"body": "a"}},
}
REFUSED: dict[str, tuple[dict[str, Any], int]] = {
    "another product": ({"messaging_product": "sms", "text": {"body": "a"}}, 100),
    "nobody": ({"to": None, "type": "text", "text": {"body": "a"}}, 100),
    "not a number": ({"to": "Ana", "type": "text", "text": {"body": "a"}}, 131009),
    "not a user id": ({"to": None, "recipient": "1349", "text": {"body": "a"}}, 131009),
    "unknown type": ({"type": "carrier-pigeon"}, 100),
    "part missing": ({"type": "text"}, 100),
    "part of another shape": ({"type": "text", "text": ["Hi"]}, 100),
    "header of another shape": (
        {"type": "interactive", "interactive": {**buttons("1")["interactive"], "header": "a"}},
        100,
    ),
    "components of another shape": (
        {"type": "template", "template": {**template("order_ready")["template"], "components": 1}},
        100,
    ),
    "empty text": ({"type": "text", "text": {"body": ""}}, 100),
    "long text": ({"type": "text", "text": {"body": "a" * 4097}}, 100),
    "long callback data": (
        {"text": {"body": "a"}, "biz_opaque_callback_data": "a" * 513},
        100,
    ),
    "media twice": ({"type": "image", "image": {"id": "1", "link": "https://a"}}, 100),
    "media without a URL": ({"type": "image", "image": {"link": "ftp://a"}}, 131009),
    "long caption": ({"type": "image", "image": {"id": "1", "caption": "a" * 1025}}, 100),
    "audio with caption": ({"type": "audio", "audio": {"id": "1", "caption": "a"}}, 100),
    "place nowhere": ({"type": "location", "location": {"latitude": 91, "longitude": 2}}, 131009),
    "reaction to nothing": ({"type": "reaction", "reaction": {"emoji": "👍"}}, 100),
    "reaction without emoji": ({"type": "reaction", "reaction": {"message_id": "w"}}, 131008),
    "four buttons": (buttons("1", "2", "3", "4"), 100),
    "no buttons": (buttons(), 100),
    "long button": (buttons("a" * 21), 100),
    "two equal buttons": (buttons("Yes", "Yes"), 100),
    "eleven rows": (rows(11), 100),
    "long row": (rows(1, "a" * 25), 100),
    "long body": (interactive("button", {"buttons": [button("1")]}, "a" * 1025), 100),
    "unknown template": (template("no_such"), 132001),
    "other language": (template("order_ready", "Ana", language="de"), 132001),
    "parameters missing": (template("order_ready"), 132000),
    "parameters too many": (template("order_ready", "Ana", "Bob"), 132000),
    "read without an id": ({"status": "read"}, 131008),
    "code to a user id": (
        {"to": None, "recipient": "ES.1", **template("login_code", "42", language="en")},
        131062,
    ),
}


@pytest.mark.parametrize("body", TAKEN.values(), ids=TAKEN)
def test_a_message_within_the_limits_is_taken(
    business: Business, simulator: Simulator, body: dict[str, Any]
) -> None:
    answer = business.send(body)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["messaging_product"] == "whatsapp"
    assert told["messages"][0]["id"].startswith("wamid.")
    assert told["contacts"][0]["input"] == (body.get("recipient") or CUSTOMER)
    assert [message.id for message in simulator.messages()] == [told["messages"][0]["id"]]


@pytest.mark.parametrize(("body", "code"), REFUSED.values(), ids=REFUSED)
def test_a_message_beyond_the_limits_is_refused_with_the_platforms_code(
    business: Business, simulator: Simulator, body: dict[str, Any], code: int
) -> None:
    answer = business.send(body)
    error = answer.json()["error"]
    assert 400 <= answer.status_code < 500
    assert error["code"] == code
    assert {"message", "type", "fbtrace_id"} <= set(error)
    assert simulator.messages() == []


def test_an_error_says_the_details_where_the_platform_says_them(business: Business) -> None:
    error = business.send(template("order_ready")).json()["error"]
    assert error["message"].startswith("(#132000)")
    assert "(0) does not match the expected number of params (1)" in error["error_data"]["details"]


@pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Basic access-token-for-tests"])
def test_a_wrong_token_is_refused(business: Business, authorization: str) -> None:
    business.session.headers["Authorization"] = authorization
    answer = business.text()
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


def test_an_unknown_number_does_not_exist(business: Business) -> None:
    answer = business.send({"text": {"body": "a"}}, path="/v25.0/999/messages")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["error_subcode"]) == (400, 100, 33)
    assert error["type"] == "GraphMethodException"


def test_two_equal_sends_are_two_messages(business: Business, simulator: Simulator) -> None:
    first, second = business.text("Same"), business.text("Same")
    assert first.json()["messages"] != second.json()["messages"]
    assert len(simulator.messages("whatsapp")) == 2


def test_a_known_customer_is_named_by_both_ids_in_the_answer(business: Business) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "user_id": "ES.1", "text": "Hi"})
    contacts = business.text(to="+34 600 111 222").json()["contacts"]
    assert contacts == [{"input": "+34 600 111 222", "wa_id": CUSTOMER, "user_id": "ES.1"}]


@pytest.mark.parametrize("more", [{}, {"typing_indicator": {"type": "text"}}])
def test_marking_read_is_taken_and_is_no_message(
    business: Business, simulator: Simulator, more: dict[str, Any]
) -> None:
    answer = business.send({"status": "read", "message_id": "wamid.IN1", **more})
    assert answer.json() == {"success": True}
    assert simulator.messages() == []


def test_what_is_not_json_is_refused(business: Business) -> None:
    url = f"{business.url}/v25.0/106540352242922/messages"
    for body in ("{", "[]"):
        answer = business.session.post(url, data=body, timeout=10)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_a_body_without_a_length_is_refused(business: Business, simulator: Simulator) -> None:
    url = f"{business.url}/v25.0/106540352242922/messages"
    answer = business.session.post(url, data=iter([b"{}"]), timeout=10)
    assert answer.status_code == 411
    assert simulator.sent() == []


def test_sent_shows_every_request_verbatim_with_what_it_answered(business: Business) -> None:
    path = "/v25.0/106540352242922/messages?trace=%20a"
    taken = business.send({"text": {"body": "café"}}, path=path)
    refused = business.send({"text": {"body": ""}})
    first, second = business.get("/sent?channel=whatsapp")
    assert {"channel", "method", "path", "query", "headers", "body", "time", "status"} <= set(first)
    assert (first["method"], first["path"]) == ("POST", "/v25.0/106540352242922/messages")
    assert first["query"] == "trace=%20a"
    assert first["headers"]["Authorization"] == "Bearer access-token-for-tests"
    assert b64decode(first["body"]) == taken.request.body
    assert b64decode(first["answer"]) == taken.content
    assert (first["status"], second["status"]) == (200, refused.status_code)
    assert json.loads(b64decode(second["body"]))["text"] == {"body": ""}
    assert business.get("/sent?channel=line") == []


def test_a_call_no_platform_serves_is_answered_404_and_shown(business: Business) -> None:
    answer = requests.post(f"{business.url}/v25.0/wrong", timeout=10)
    assert answer.status_code == 404
    [shown] = business.get("/sent")
    assert (shown["channel"], shown["path"], shown["status"]) == ("", "/v25.0/wrong", 404)


def test_many_senders_at_once_each_get_their_own_message(
    business: Business, simulator: Simulator
) -> None:
    def send(number: int) -> tuple[int, str]:
        answer = requests.post(
            f"{business.url}/v25.0/106540352242922/messages",
            json={"messaging_product": "whatsapp", "to": CUSTOMER, "text": {"body": str(number)}},
            headers={"Authorization": "Bearer access-token-for-tests"},
            timeout=30,
        )
        return number, answer.json()["messages"][0]["id"]

    with ThreadPoolExecutor(16) as pool:
        answered = dict(pool.map(send, range(100)))
    accepted = {int(m.content["text"]["body"]): m.id for m in simulator.messages()}
    assert accepted == answered
    assert len(set(accepted.values())) == 100
