"""What a customer says arrives at our webhook, authentic, in the platform's shape."""

import hashlib
import hmac
import json
import threading
from base64 import b64decode, b64encode

import pytest
import requests

from tests.simulator.conftest import CUSTOMER, Business, values_of
from tests.simulator.exchange import Answer
from tests.simulator.receiver import PATIENCE, Receiver
from tests.simulator.simulator import Simulator

SECRET = b"app-secret-for-tests"


def test_both_signatures_are_over_exactly_the_bytes_that_arrive(
    business: Business, receiver: Receiver
) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "café 👋 a/b"})
    [request] = receiver.requests
    expected = hmac.new(SECRET, request.body, hashlib.sha256).hexdigest()
    legacy = hmac.new(SECRET, request.body, "sha1").hexdigest()
    assert request.header("X-Hub-Signature-256") == f"sha256={expected}"
    assert request.header("X-Hub-Signature") == f"sha1={legacy}"


def test_text_is_escaped_as_meta_escapes_it_and_means_the_same(
    business: Business, receiver: Receiver
) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "café 👋 a/b"})
    [request] = receiver.requests
    assert rb"caf\u00e9 \ud83d\udc4b a\/b" in request.body
    assert request.body.isascii()
    [value] = values_of(request.body)
    assert value["messages"][0]["text"] == {"body": "café 👋 a/b"}


def test_the_known_vector_is_signed_to_the_known_signature(simulator: Simulator) -> None:
    body = (
        rb'{"object":"page","entry":[{"id":"100","time":1760000000000,"messaging":[{"sender":'
        rb'{"id":"200"},"recipient":{"id":"100"},"timestamp":1760000000000,"message":'
        rb'{"mid":"m_1","text":"caf\u00e9"}}]}]}'
    )
    headers = simulator.platforms["whatsapp"].signed(body).headers
    assert headers["X-Hub-Signature-256"] == (
        "sha256=80666b1068696887b3188733bd8ba432ae7008cfd06f6c2859c92da75be7af13"
    )
    assert headers["X-Hub-Signature"] == "sha1=876c0429e8d2442d784fbe31d9c24c238ba003d4"


def test_saying_returns_what_was_posted_and_what_we_answered(
    business: Business, receiver: Receiver
) -> None:
    receiver.answers = lambda _: Answer(200, b"thanks", {"X-Ours": "1"})
    told = business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi"})
    [request] = receiver.requests
    assert told["posted"]["method"] == "POST"
    assert told["posted"]["url"] == f"{receiver.url}/webhooks/whatsapp/main"
    assert b64decode(told["posted"]["body"]) == request.body
    signature = told["posted"]["headers"]["X-Hub-Signature-256"]
    assert signature == request.header("x-hub-signature-256")
    assert told["answer"]["status"] == 200
    assert told["answer"]["body"] == "thanks"
    assert told["answer"]["headers"]["X-Ours"] == "1"


def test_repeats_come_at_once_and_are_byte_for_byte_the_same(
    business: Business, receiver: Receiver
) -> None:
    together = threading.Barrier(5)

    def only_together(number: int) -> Answer:
        together.wait(PATIENCE)  # breaks, and fails, unless five calls are open at one time
        return Answer(200)

    receiver.answers = only_together
    told = business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi", "repeat": 5})
    assert [call["answer"]["status"] for call in told["deliveries"]] == [200] * 5
    assert len({request.body for request in receiver.requests}) == 1


def test_ids_differ_unless_they_are_given(business: Business, receiver: Receiver) -> None:
    for said in ({}, {}, {"id": "wamid.MINE", "timestamp": 1764000000}):
        business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Hi", **said})
    messages = [values_of(request.body)[0]["messages"][0] for request in receiver.requests]
    assert messages[0]["id"].startswith("wamid.")
    assert messages[0]["id"] != messages[1]["id"]
    assert (messages[2]["id"], messages[2]["timestamp"]) == ("wamid.MINE", "1764000000")


def test_a_customer_with_a_user_id_is_named_by_both_ids_from_then_on(
    business: Business, receiver: Receiver
) -> None:
    user_id = "ES.13491208655302741918"
    business.post(
        "/whatsapp/say",
        {"from": CUSTOMER, "user_id": user_id, "name": "Ana", "username": "ana", "text": "Hi"},
    )
    business.post("/whatsapp/say", {"from": CUSTOMER, "text": "Again"})
    for request in receiver.requests:
        [value] = values_of(request.body)
        assert value["messages"][0]["from"] == CUSTOMER
        assert value["messages"][0]["from_user_id"] == user_id
        assert value["contacts"] == [
            {
                "profile": {"name": "Ana", "username": "ana"},
                "wa_id": CUSTOMER,
                "user_id": user_id,
            }
        ]


def test_who_writes_by_user_id_hides_the_phone(business: Business, receiver: Receiver) -> None:
    user_id = "ES.13491208655302741918"
    business.post("/whatsapp/say", {"from": CUSTOMER, "user_id": user_id, "text": "Hi"})
    business.post("/whatsapp/say", {"from": user_id, "text": "Hidden"})
    [value] = values_of(receiver.requests[1].body)
    assert "from" not in value["messages"][0]
    assert value["messages"][0]["from_user_id"] == user_id
    assert "wa_id" not in value["contacts"][0]


@pytest.mark.parametrize(
    ("said", "kind", "part"),
    [
        ({"location": {"latitude": 41.38, "longitude": 2.17}}, "location", "location"),
        ({"reaction": {"message_id": "wamid.X", "emoji": "👍"}}, "reaction", "reaction"),
        ({"button": {"payload": "YES", "text": "Yes"}}, "button", "button"),
        ({"contacts": [{"name": {"formatted_name": "Bob"}}]}, "contacts", "contacts"),
        ({"revoke": {"original_message_id": "wamid.IN1"}}, "revoke", "revoke"),
        (
            {"interactive": {"type": "button_reply", "button_reply": {"id": "y", "title": "Y"}}},
            "interactive",
            "interactive",
        ),
    ],
)
def test_every_kind_of_message_travels_under_its_own_name(
    business: Business, receiver: Receiver, said: dict[str, object], kind: str, part: str
) -> None:
    business.post("/whatsapp/say", {"from": CUSTOMER, "reply_to": "wamid.OUT1", **said})
    [value] = values_of(receiver.requests[0].body)
    message = value["messages"][0]
    assert message["type"] == kind
    assert message[part] == said[part]
    assert message["context"] == {"from": "15550100200", "id": "wamid.OUT1"}


@pytest.mark.parametrize(
    ("spread", "shape"),
    [
        ("messages", [[3]]),
        ("changes", [[1, 1, 1]]),
        ("entries", [[1], [1], [1]]),
    ],
)
def test_a_batch_can_be_spread_over_all_three_levels(
    business: Business, receiver: Receiver, spread: str, shape: list[list[int]]
) -> None:
    three = [{"from": f"3460011122{n}", "text": str(n)} for n in range(3)]
    business.post("/whatsapp/say", {"messages": three, "spread": spread})
    [request] = receiver.requests
    entries = json.loads(request.body)["entry"]
    assert [[len(c["value"]["messages"]) for c in e["changes"]] for e in entries] == shape


def test_a_batch_can_mix_numbers_each_in_a_change_of_its_own(
    business: Business, receiver: Receiver
) -> None:
    other = {"from": CUSTOMER, "text": "To another", "phone_number_id": "999"}
    business.post("/whatsapp/say", {"messages": [{"from": CUSTOMER, "text": "To us"}, other]})
    values = values_of(receiver.requests[0].body)
    numbers = [value["metadata"]["phone_number_id"] for value in values]
    assert numbers == ["106540352242922", "999"]


def test_a_message_nobody_says_is_refused_and_not_posted(
    simulator: Simulator, receiver: Receiver
) -> None:
    wrong: object
    for wrong in ({"text": "Hi"}, {"from": CUSTOMER}, {"from": CUSTOMER, "type": "order"}, []):
        answer = requests.post(f"{simulator.url}/whatsapp/say", json=wrong, timeout=10)
        assert answer.status_code == 400, wrong
    assert receiver.requests == []


def test_a_forged_call_and_an_unreadable_one_can_be_made(
    business: Business, receiver: Receiver
) -> None:
    unreadable = b64encode(b"not json").decode()
    business.post("/whatsapp/deliver", {"body": unreadable, "secret": "of somebody else"})
    business.post("/whatsapp/deliver", {"body": unreadable})
    business.post("/whatsapp/deliver", {"json": {}, "headers": {"X-Hub-Signature-256": None}})
    forged, authentic, unsigned = receiver.requests
    right = "sha256=" + hmac.new(SECRET, b"not json", "sha256").hexdigest()
    assert forged.header("X-Hub-Signature-256") != right
    assert authentic.header("X-Hub-Signature-256") == right
    assert unsigned.header("X-Hub-Signature-256") == ""
