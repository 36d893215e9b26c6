"""Google, simulated: it takes what its documentation shows, and signs what it posts."""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

import jwt
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.rcs import Rcs
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator, running_simulator

CUSTOMER = "+4915228000001"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging"
PHOTO = {"mime_type": "image/png", "data": "iVBORw0KGgo="}
TEXT = {"contentMessage": {"text": "Hello, world!"}, "messageTrafficType": "PROMOTION"}


@cache
def account() -> dict[str, Any]:
    return {"account": "main", **Rcs.new_account()}


@pytest.fixture
def simulator(receiver: Receiver) -> Iterator[Simulator]:
    with running_simulator({"rcs": account()}, receiver.url) as running:
        running.options.change(
            {"first_status_after": 0.0, "status_gap": 0.01, "retry_gaps": [0.01, 0.02]}
        )
        yield running


def token_for(simulator: Simulator, **changed: Any) -> requests.Response:
    file, now = account()["service_account"], clock.now_ms() // 1000
    claims = {
        "iss": file["client_email"],
        "scope": SCOPE,
        "aud": "https://oauth2.googleapis.com/token",
        "iat": now,
        "exp": now + 3600,
        **changed,
    }
    assertion = jwt.encode(
        claims, file["private_key"], "RS256", headers={"kid": file["private_key_id"]}
    )
    form = {"grant_type": GRANT, "assertion": assertion}
    return requests.post(f"{simulator.url}/token", data=form, timeout=10)


def headers(simulator: Simulator) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_for(simulator).json()['access_token']}"}


def sent(simulator: Simulator, body: Any = TEXT, **changed: Any) -> requests.Response:
    what = {"phone": CUSTOMER, "collection": "agentMessages", "name": "messageId", **changed}
    query = {what["name"]: what.get("id", str(uuid.uuid4())), "agentId": account()["agentId"]}
    return requests.post(
        f"{simulator.url}/v1/phones/{what['phone']}/{what['collection']}",
        params={**query, **what.get("query", {})},
        json=body,
        headers=what.get("headers") or headers(simulator),
        timeout=10,
    )


def told(request: Request) -> Any:
    """What was wrapped, if the signature is good."""
    data = base64.b64decode(json.loads(request.body)["message"]["data"])
    mac = hmac.new(account()["clientToken"].encode(), data, hashlib.sha512).digest()
    assert request.header("x-goog-signature") == base64.b64encode(mac).decode()
    return json.loads(data)


def said(simulator: Simulator, **what: Any) -> Any:
    wanted = {"from": CUSTOMER, **what}
    answer = requests.post(f"{simulator.url}/rcs/say", json=wanted, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_googles_own_library_gets_a_token_and_sends(simulator: Simulator) -> None:
    file = {**account()["service_account"], "token_uri": f"{simulator.url}/token"}
    credentials = Credentials.from_service_account_info(file, scopes=[SCOPE])
    with AuthorizedSession(credentials) as session:
        query = {"messageId": str(uuid.uuid4()), "agentId": account()["agentId"]}
        url = f"{simulator.url}/v1/phones/{CUSTOMER}/agentMessages"
        assert session.post(url, params=query, json=TEXT).status_code == 200
    assert len(simulator.messages("rcs")) == 1


def test_it_takes_a_message_and_reports_it(receiver: Receiver, simulator: Simulator) -> None:
    name = str(uuid.uuid4())
    answer = sent(simulator, id=name)
    assert answer.status_code == 200
    assert answer.json()["name"] == f"phones/{CUSTOMER}/agentMessages/{name}"
    events = [told(request) for request in receiver.wait_for(2)]
    assert [event["eventType"] for event in events] == ["DELIVERED", "READ"]
    assert {event["messageId"] for event in events} == {name}
    assert {event["senderPhoneNumber"] for event in events} == {CUSTOMER}


def test_a_message_is_taken_once(simulator: Simulator) -> None:
    name = str(uuid.uuid4())
    assert sent(simulator, id=name).status_code == 200
    again = sent(simulator, id=name)
    assert (again.status_code, again.json()["error"]["status"]) == (409, "ALREADY_EXISTS")
    assert len(simulator.messages("rcs")) == 1


@pytest.mark.parametrize(
    ("body", "changed", "status"),
    [
        ({}, {}, 400),
        ({"contentMessage": {}, "messageTrafficType": "PROMOTION"}, {}, 400),
        ({"contentMessage": {"text": "hi"}}, {}, 400),
        ({**TEXT, "messageTrafficType": "SERVICE_REQUEST"}, {}, 400),
        ({**TEXT, "more": 1}, {}, 400),
        ({**TEXT, "contentMessage": {"text": "a" * 3073}}, {}, 400),
        ({**TEXT, "contentMessage": {"text": "a", "contentInfo": {"fileUrl": "h"}}}, {}, 400),
        ({**TEXT, "contentMessage": {"text": "a", "suggestions": [{}] * 12}}, {}, 400),
        ({**TEXT, "contentMessage": {"text": "a", "suggestions": [{}]}}, {}, 400),
        (TEXT, {"id": "1"}, 400),
        (TEXT, {"phone": "4915228000001"}, 400),
        (TEXT, {"query": {"agentId": "other@rbm.goog"}}, 403),
        (TEXT, {"headers": {"Authorization": "Bearer wrong"}}, 401),
    ],
)
def test_what_google_refuses_is_refused(
    simulator: Simulator, body: Any, changed: dict[str, Any], status: int
) -> None:
    answer = sent(simulator, body, **changed)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, status)
    assert simulator.messages("rcs") == []


def test_events_of_the_agent_are_taken(simulator: Simulator) -> None:
    event = {"collection": "agentEvents", "name": "eventId"}
    assert sent(simulator, {"eventType": "IS_TYPING"}, **event).status_code == 200
    assert sent(simulator, {"eventType": "READ", "messageId": "Mx1"}, **event).status_code == 200
    assert sent(simulator, {"eventType": "READ"}, **event).status_code == 400
    assert sent(simulator, {"eventType": "DELIVERED"}, **event).status_code == 400


@pytest.mark.parametrize(
    "changed",
    [{"iss": "other@x"}, {"scope": "other"}, {"aud": "other"}, {"iat": 1, "exp": 3601}],
)
def test_a_wrong_assertion_gets_no_token(simulator: Simulator, changed: dict[str, Any]) -> None:
    answer = token_for(simulator, **changed)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 503), ("token-expired", 401)])
def test_a_fault_is_in_googles_words(simulator: Simulator, kind: str, status: int) -> None:
    simulator.faults.add({"channel": "rcs", "kind": kind})
    answer = sent(simulator)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, status)


def test_what_a_customer_says_is_signed(receiver: Receiver, simulator: Simulator) -> None:
    said(simulator, text="café 👋")
    said(simulator, location={"latitude": 1, "longitude": 2})
    said(simulator, suggestion={"postbackData": "yes", "text": "Yes"})
    said(simulator, event="UNSUBSCRIBE")
    text, place, tap, event = (told(request) for request in receiver.wait_for(4))
    assert text["text"] == "café 👋"
    assert place["location"] == {"latitude": 1, "longitude": 2}
    assert tap["suggestionResponse"]["type"] == "REPLY"
    assert event["eventType"] == "UNSUBSCRIBE"


def test_a_file_is_at_its_link(receiver: Receiver, simulator: Simulator) -> None:
    said(simulator, media=PHOTO, text="a.png")
    (request,) = receiver.wait_for(1)
    payload = told(request)["userFile"]["payload"]
    assert (payload["mimeType"], payload["fileName"]) == ("image/png", "a.png")
    file = requests.get(payload["fileUri"], timeout=10)
    assert (file.content, file.headers["content-type"]) == (b"\x89PNG\r\n\x1a\n", "image/png")


def test_a_chosen_report_is_of_the_platform(receiver: Receiver, simulator: Simulator) -> None:
    simulator.options.change({"auto_statuses": False})
    sent(simulator)
    requests.post(f"{simulator.url}/rcs/status", json={"status": "failed"}, timeout=10)
    (request,) = receiver.wait_for(1)
    found = told(request)
    assert (found["eventType"], found["phoneNumber"]) == ("TTL_EXPIRATION_REVOKED", CUSTOMER)


def test_a_call_that_is_not_taken_comes_again_as_it_was(
    receiver: Receiver, simulator: Simulator
) -> None:
    receiver.answers = lambda number: Answer(200 if number > 1 else 503)
    said(simulator, text="again")
    first, second = receiver.wait_for(2)
    assert first.body == second.body


def test_nobody_cannot_write(simulator: Simulator) -> None:
    answer = requests.post(f"{simulator.url}/rcs/say", json={"text": "hi"}, timeout=10)
    assert answer.status_code == 400


def test_its_secret_is_what_our_functions_read() -> None:
    secret = Rcs.secret(account(), "http://127.0.0.1:22000")
    assert secret["accounts"] == {account()["agentId"]: "main"}
    assert secret["service_account"]["private_key"].startswith("-----BEGIN PRIVATE KEY")
    assert Rcs.new_customer().startswith("+4915228")
