"""Apple's webhook end to end: what Apple really sends, and what is then in the table."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from functions.apple.webhook import lambda_handler
from shared import aws, credentials
from tests import events, faults
from tests.clock import SteppingClock
from tests.functions.apple.conftest import SECRETS, World, ready, told_otherwise
from tests.functions.apple.reading import (
    apple_event,
    around,
    attachment,
    event_of,
    message,
    token,
)
from tests.shared import contents_of

pytestmark = pytest.mark.usefixtures("the_time")


@pytest.fixture
def account(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ready(monkeypatch, "http://127.0.0.1:1")
    yield


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    assert answer["body"] == ""
    status: int = answer["statusCode"]
    return status


@pytest.mark.usefixtures("account")
def test_everything_apple_sends_is_acknowledged_and_kept_once(cloud: Any) -> None:
    everything = [events.load("apple", name) for name in events.names("apple")]
    assert {post(event) for event in everything} == {200}
    items, kept = contents_of.table(cloud), contents_of.bucket(cloud)
    messages = [item for item in items if item["sk"].startswith("M#")]
    # Typing twice, a repetition, and three that are put aside; three files are three messages.
    assert len(messages) == len(everything) - 2 - 1 - 3 + 2
    # Foreign, no JSON, header and body apart, a broken attachment.
    assert len(kept) == 4
    assert {post(event) for event in everything[::3]} == {200}
    assert contents_of.table(cloud) == items
    assert contents_of.bucket(cloud) == kept


@pytest.mark.usefixtures("account")
def test_a_repetition_keeps_the_time_of_the_first(cloud: Any, the_time: SteppingClock) -> None:
    post(events.load("apple", "text_message"))
    before = contents_of.table(cloud)
    the_time.advance(seconds=30)
    assert post(events.load("apple", "repeated")) == 200
    assert contents_of.table(cloud) == before


@pytest.mark.usefixtures("account")
def test_both_paths_are_the_same(cloud: Any) -> None:
    for path in ("", "/message"):
        assert post(event_of(message(), path=path)) == 200
    assert len([i for i in contents_of.table(cloud) if i["sk"].startswith("M#")]) == 1


@pytest.mark.usefixtures("account")
def test_a_get_is_refused() -> None:
    event = events.load("apple", "text_message")
    event["requestContext"]["http"]["method"] = "GET"
    assert post(event) == 403


@pytest.mark.usefixtures("account")
def test_a_bomb_is_put_aside_as_it_came(cloud: Any) -> None:
    told = message(body="a" * 20_000_000)
    event = apple_event(json.dumps(told).encode(), around(told))
    assert post(event) == 200
    assert contents_of.table(cloud) == []
    ((_, kept),) = contents_of.bucket(cloud).items()
    assert len(kept) < 200_000


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "bearer", ["no", token("bm8="), token(aud="others"), token(iat=1_767_225_600 - 3600)]
)
def test_a_forged_request_leaves_no_trace(cloud: Any, bearer: str) -> None:
    for name in events.names("apple"):
        event = events.load("apple", name)
        event["headers"]["authorization"] = f"Bearer {bearer}"
        assert post(event) == 403
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})


@pytest.mark.usefixtures("account")
def test_an_unknown_account_and_a_wrong_token_get_the_same_answer() -> None:
    event = events.load("apple", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    forged = {**event, "headers": {"authorization": "Bearer no"}}
    assert lambda_handler(unknown, None) == lambda_handler(forged, None)


@pytest.mark.usefixtures("account")
def test_a_secret_that_was_just_rotated_works(the_time: SteppingClock) -> None:
    post(events.load("apple", "text_message"))
    told_otherwise(api_secret="bmV3", previous_api_secret="b2xkZXI=")
    assert post(event_of(message())) == 403
    rotated = {**SECRETS, "api_secret": "bmV3", "previous_api_secret": SECRETS["api_secret"]}
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/apple/main", SecretString=json.dumps(rotated)
    )
    the_time.advance(seconds=61)
    assert post(event_of(message())) == 200
    credentials.forget()


@pytest.mark.usefixtures("account")
def test_a_warm_webhook_of_one_message_costs_one_transaction(cloud: Any) -> None:
    post(events.load("apple", "text_message"))
    with faults.injected() as calls:
        post(events.load("apple", "image_message"))
    assert calls.operations == ["TransactWriteItems"]


@pytest.mark.usefixtures("account")
def test_what_opens_a_file_is_not_shown(cloud: Any) -> None:
    post(event_of(message(body="\ufffc", attachments=[attachment()])))
    (item,) = [i for i in contents_of.table(cloud) if i["sk"].startswith("M#")]
    content = json.loads(item["content"])
    assert content["media"]["sealed"]["key"] == "aa" * 32
    assert set(content) == {"media", "device"}  # the API shows all but media


def test_a_large_selection_is_had_before_the_answer(apple: World) -> None:
    item = apple.says(selection={"title": "Blue", "listPicker": {"sections": []}})
    content = json.loads(item["content"])
    assert (item["type"], item["text"]) == ("file", "Blue")
    assert content["media"]["taken"]


def test_a_large_selection_that_cannot_be_had_is_stored_all_the_same(apple: World) -> None:
    apple.platform.files.links_die = True
    content = json.loads(apple.says(selection={"title": "Blue"})["content"])
    assert "taken" not in content["media"]
    assert content["media"]["sealed"]["bid"]


def test_the_webhook_starts_without_what_opens_files() -> None:
    code = "import sys, functions.apple.webhook; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"cryptography", "requests", "jwt"} & set(done.stdout.split())


def test_gzip_is_what_the_simulator_sends(apple: World) -> None:
    callback = apple.platform.say({"from": "ana", "text": "hi"})
    assert json.loads(gzip.decompress(callback.body))["body"] == "hi"
    assert callback.path == "/webhooks/apple/main/message"
