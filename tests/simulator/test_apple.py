"""Apple's stand-in: takes what Apple takes, refuses what it refuses, and calls as it calls."""

import base64
import gzip
import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import jwt
import pytest
import requests

from shared import clock
from tests.functions.apple.conftest import ACCOUNTS
from tests.functions.apple.reading import ANA, BUSINESS, MSP, SECRET
from tests.simulator.apple import Apple
from tests.simulator.apple_files import turned
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator, running_simulator

KEY = base64.b64decode(SECRET)
Body = dict[str, Any]


@pytest.fixture
def simulator(receiver: Receiver) -> Iterator[Simulator]:
    with running_simulator(ACCOUNTS, receiver.url) as running:
        running.options.change({"retry_gaps": [0.01, 0.02]})
        platform(running).say({"from": ANA, "text": "hi"})
        yield running


def platform(simulator: Simulator) -> Apple:
    found = simulator.platforms["apple"]
    assert isinstance(found, Apple)
    return found


def token(key: bytes = KEY, **claims: Any) -> dict[str, str]:
    told = {"iss": MSP, "iat": clock.now_ms() // 1000, **claims}
    return {"Authorization": f"Bearer {jwt.encode(told, key, 'HS256')}"}


def body(**changed: Any) -> Body:
    named = {"id": str(uuid.uuid4()), "sourceId": BUSINESS, "destinationId": ANA}
    return {"v": 1, "type": "text", "body": "hello", **named, **changed}


def send(
    simulator: Simulator, said: Body, headers: Mapping[str, str] | None = None
) -> requests.Response:
    around = {
        "id": said["id"],
        "source-id": said["sourceId"],
        "destination-id": said["destinationId"],
        "Content-Encoding": "gzip",
    }
    whole = {**token(), **around, **(headers or {})}
    raw = gzip.compress(json.dumps(said).encode())
    return requests.post(f"{simulator.url}/v1/message", data=raw, headers=whole, timeout=10)


def test_a_message_is_taken_and_the_answer_is_empty(simulator: Simulator) -> None:
    answer = send(simulator, body())
    assert (answer.status_code, answer.content) == (200, b"")
    assert [m.content["body"] for m in simulator.messages()] == ["hello"]


def test_one_id_is_one_message(simulator: Simulator) -> None:
    same = body()
    assert [send(simulator, same).status_code for _ in range(3)] == [200] * 3
    assert len(simulator.messages()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer x"},
        token(b"k" * 32),
        token(iss="others"),
        token(iat=1),
    ],
)
def test_a_wrong_token_is_401(simulator: Simulator, headers: dict[str, str]) -> None:
    assert send(simulator, body(), headers).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "7"},
        {"sourceId": "another"},
        {"v": 2},
        {"type": "hologram"},
        {"body": ""},
        {"body": "\ufffc"},
        {"attachments": [{"url": "x"}], "body": "\ufffc"},
        {"type": "interactive"},
        {"type": "interactive", "interactiveData": {"bid": "x", "data": {}}},
        {"type": "richLink", "richLinkData": {"url": "https://example.com"}},
    ],
)
def test_a_message_it_does_not_understand_is_400(simulator: Simulator, wrong: Body) -> None:
    assert send(simulator, body(**wrong)).status_code == 400
    assert simulator.messages() == []


def test_headers_and_body_must_agree(simulator: Simulator) -> None:
    assert send(simulator, body(), {"destination-id": "another"}).status_code == 400


@pytest.mark.parametrize(("count", "status"), [(1, 400), (2, 200), (5, 200), (6, 400)])
def test_quick_replies_are_two_to_five(simulator: Simulator, count: int, status: int) -> None:
    items = [{"identifier": str(n), "title": f"Choice {n}"} for n in range(count)]
    data = {
        "version": "1.0",
        "requestIdentifier": "r1",
        "quick-reply": {"summaryText": "Which?", "items": items},
    }
    bid = "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:x"
    made = body(type="interactive", interactiveData={"bid": bid, "data": data})
    assert send(simulator, made).status_code == status


def test_whoever_left_or_never_wrote_is_404(simulator: Simulator) -> None:
    simulator.options.change({"strangers": "refused"})
    assert send(simulator, body(destinationId="urn:mbid:nobody")).status_code == 404
    platform(simulator).say({"from": ANA, "event": "close"})
    assert send(simulator, body()).status_code == 404
    platform(simulator).say({"from": ANA, "text": "back"})
    assert send(simulator, body()).status_code == 200


def test_typing_is_taken_and_is_no_message(simulator: Simulator) -> None:
    made = body(type="typing_start")
    made.pop("body")
    assert send(simulator, made).status_code == 200
    assert simulator.messages() == []


def test_a_file_goes_there_and_back(simulator: Simulator) -> None:
    key, photo = b"k" * 32, b"a photo"
    us = {**token(), "source-id": BUSINESS}
    place = requests.get(
        f"{simulator.url}/v1/preUpload", headers={**us, "size": str(len(photo))}, timeout=10
    ).json()
    taken = requests.post(place["upload-url"], data=turned(photo, key), timeout=10).json()
    shown = {
        "name": "a.jpg",
        "mimeType": "image/jpeg",
        "size": str(len(photo)),
        "url": place["mmcs-url"],
        "owner": place["mmcs-owner"],
        "signature-base64": taken["singleFile"]["fileChecksum"],
        "key": f"00{key.hex()}",
    }
    assert send(simulator, body(body="\ufffc", attachments=[shown])).status_code == 200
    (message,) = simulator.messages()
    assert [base64.b64decode(file) for file in message.content["files"]] == [photo]
    asking = {**us, "url": shown["url"], "owner": shown["owner"]}
    asking["signature"] = shown["signature-base64"]
    link = requests.get(f"{simulator.url}/v1/preDownload", headers=asking, timeout=10).json()
    got = requests.get(link["download-url"], timeout=10).content
    assert turned(got, key) == photo
    cleared = [base64.b64decode(r["clear"]) for r in simulator.sent() if "clear" in r]
    assert photo in cleared
    wrong = {**asking, "signature": "AAAA"}
    asked = requests.get(f"{simulator.url}/v1/preDownload", headers=wrong, timeout=10)
    assert asked.status_code == 400


def test_an_upload_has_the_size_that_was_announced(simulator: Simulator) -> None:
    us = {**token(), "source-id": BUSINESS, "size": "3"}
    place = requests.get(f"{simulator.url}/v1/preUpload", headers=us, timeout=10).json()
    assert requests.post(place["upload-url"], data=b"four", timeout=10).status_code == 400


def test_it_calls_below_the_registered_path_with_a_token_of_now(
    simulator: Simulator, receiver: Receiver
) -> None:
    callback = platform(simulator).say({"from": "ana", "text": "hi"})
    assert callback.path == "/webhooks/apple/main/message"
    simulator.webhook.deliver(callback)
    given = callback.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(given, KEY, ["HS256"], audience=MSP)
    assert abs(claims["iat"] - clock.now_ms() / 1000) < 60
    told = json.loads(gzip.decompress(callback.body))
    assert told["sourceId"] == callback.headers["source-id"]
    assert told["sourceId"].startswith("urn:mbid:")
    assert callback.again
    assert callback.again(2).body == callback.body


def test_another_secret_makes_a_forged_call(simulator: Simulator) -> None:
    forged = platform(simulator).signed(b"{}", base64.b64encode(b"o" * 32).decode())
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged.headers["Authorization"][7:], KEY, ["HS256"], audience=MSP)


def test_it_tells_nothing_of_what_became_of_a_message(simulator: Simulator) -> None:
    with pytest.raises(ValueError, match="nothing"):
        platform(simulator).status({"message": "1"})


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("token-expired", 401)])
def test_faults_have_its_statuses(simulator: Simulator, kind: str, status: int) -> None:
    simulator.faults.add({"channel": "apple", "kind": kind, "retry_after": 3})
    answer = send(simulator, body())
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("3" if kind == "429" else None)


def test_a_new_account_has_what_our_side_reads() -> None:
    account = {"account": "main", **Apple.new_account()}
    secret = Apple.secret(account, "https://example.com")
    assert secret["accounts"] == {account["business_id"]: "main"}
    assert len(base64.b64decode(secret["api_secret"])) == 32
    assert Apple.new_customer() != Apple.new_customer()
