"""LINE's webhook end to end: what LINE really sends, and what is then in the table."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.line.webhook import lambda_handler
from shared import aws, credentials
from shared.messages import Unreadable
from tests import events, faults
from tests.functions.line.conftest import SECRETS, ready
from tests.functions.line.reading import as_line_writes, line_event, message, payload
from tests.functions.line.reading import event as event_of
from tests.shared import contents_of

pytestmark = pytest.mark.usefixtures("the_time")


@pytest.fixture(autouse=True)
def account(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ready(monkeypatch)
    yield


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    assert answer["body"] == ""
    status: int = answer["statusCode"]
    return status


def test_the_verify_button_gets_a_yes_and_leaves_nothing(cloud: Any) -> None:
    assert post(events.load("line", "verify_button")) == 200
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})
    forged = {**events.load("line", "verify_button"), "headers": {"x-line-signature": "no"}}
    assert post(forged) == 403


def test_a_get_is_refused() -> None:
    event = events.load("line", "verify_button")
    event["requestContext"]["http"]["method"] = "GET"
    assert post(event) == 403


def test_everything_line_sends_is_acknowledged_and_kept_once(cloud: Any) -> None:
    """Of the redelivery and what it repeats one item stays; all others tell something new."""
    everything = [events.load("line", name) for name in events.names("line")]
    assert {post(event) for event in everything} == {200}
    items, kept = contents_of.table(cloud), contents_of.bucket(cloud)
    told = [found for name in events.names("line") for found in event_of(name)]
    put_aside = [found for found in told if isinstance(found, Unreadable)]
    foreign = 1
    assert len(items) == len(told) - len(put_aside) - foreign - 1
    assert len(kept) == len(put_aside) + foreign
    assert {post(event) for event in everything} == {200}
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == (items, kept)


def test_of_a_batch_only_the_unreadable_event_is_put_aside(cloud: Any) -> None:
    post(events.load("line", "batch_of_several_people"))
    assert len(contents_of.table(cloud)) == 11
    assert len(contents_of.bucket(cloud)) == 1
    assert len({item["pk"] for item in contents_of.table(cloud)}) == 2


def test_a_redelivery_is_the_message_that_is_there(cloud: Any) -> None:
    post(events.load("line", "text_message"))
    before = contents_of.table(cloud)
    assert post(events.load("line", "redelivery")) == 200
    assert (contents_of.table(cloud), len(before)) == (before, 1)


def test_a_redelivery_of_what_never_came_is_stored(cloud: Any) -> None:
    post(events.load("line", "redelivery"))
    assert [item["type"] for item in contents_of.table(cloud)] == ["text"]


def test_a_text_is_stored_as_its_customer_wrote_it(cloud: Any) -> None:
    event = events.load("line", "text_message")
    post(event)
    [told] = events.payload_of(event)["events"]
    (item,) = contents_of.table(cloud)
    assert item["text"] == told["message"]["text"]
    assert item["provider_id"] == told["message"]["id"]
    assert item["sent_at"] == told["timestamp"]
    assert (item["account"], item["identity"]) == ("main", told["source"]["userId"])


def test_ids_beyond_what_a_float_holds_stay_exact(cloud: Any) -> None:
    event = message(id="9007199254740993123")
    post(line_event(as_line_writes(payload(event))))
    assert contents_of.table(cloud)[0]["provider_id"] == "9007199254740993123"


def test_a_body_handed_over_in_base64_is_the_same(cloud: Any) -> None:
    event = events.load("line", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200
    assert len(contents_of.table(cloud)) == 1


def test_what_was_written_again_after_parsing_is_refused(cloud: Any) -> None:
    for name in events.names("line"):
        event = events.load("line", name)
        again = json.dumps(events.payload_of(event), indent=1)
        assert post({**event, "body": again}) == 403
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})


def test_an_unknown_account_and_a_wrong_signature_get_the_same_answer() -> None:
    event = events.load("line", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    forged = {**event, "headers": {"x-line-signature": "A" * 44}}
    assert lambda_handler(unknown, None) == lambda_handler(forged, None)


def test_a_secret_that_was_just_rotated_works(the_time: Any) -> None:
    post(events.load("line", "text_message"))
    rotated = {**SECRETS, "channel_secret": "new", "previous_channel_secret": "other"}
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/line/main", SecretString=json.dumps(rotated)
    )
    credentials.forget()
    assert post(events.load("line", "text_message")) == 403
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/line/main",
        SecretString=json.dumps({**rotated, "previous_channel_secret": SECRETS["channel_secret"]}),
    )
    the_time.advance(seconds=61)
    assert post(events.load("line", "text_message")) == 200


def test_a_warm_webhook_of_one_message_costs_one_put(cloud: Any) -> None:
    post(events.load("line", "text_message"))
    with faults.injected() as calls:
        post(events.load("line", "image_message"))
    assert calls.operations == ["PutItem"]
