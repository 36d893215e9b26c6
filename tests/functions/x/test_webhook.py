"""X's webhook end to end: what X really sends, and what is then in the table."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.x.webhook import lambda_handler
from shared import aws, credentials
from shared.messages import Unreadable
from tests import events, faults
from tests.functions.x.conftest import SECRETS, ready
from tests.functions.x.reading import as_x_writes, message, payload, recorded, x_event
from tests.functions.x.reading import event as event_of
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


def told_items(cloud: Any) -> list[Any]:
    """What is in the table but for the claims of echoes."""
    return [item for item in contents_of.table(cloud) if "kind" in item]


def test_everything_x_sends_is_acknowledged_and_kept_once(cloud: Any) -> None:
    everything = [events.load("x", name) for name in recorded()]
    assert {post(event) for event in everything} == {200}
    items, kept = told_items(cloud), contents_of.bucket(cloud)
    told = [found for name in recorded() for found in event_of(name)]
    put_aside = [found for found in told if isinstance(found, Unreadable)]
    foreign = 1
    assert len(items) == len(told) - len(put_aside) - foreign
    assert len(kept) == len(put_aside) + foreign
    assert {post(event) for event in everything} == {200}
    assert (told_items(cloud), contents_of.bucket(cloud)) == (items, kept)


def test_a_text_is_stored_as_its_customer_wrote_it(cloud: Any) -> None:
    post(x_event(as_x_writes(payload(message(id="9007199254740993123")))))
    (item,) = contents_of.table(cloud)
    assert (item["text"], item["provider_id"]) == ("Hola", "9007199254740993123")
    assert (item["account"], item["direction"]) == ("main", "inbound")


def test_what_the_account_said_elsewhere_is_an_answer(cloud: Any) -> None:
    post(events.load("x", "echo_of_another_app"))
    (item,) = told_items(cloud)
    assert (item["direction"], item["author_kind"], item["status"]) == ("outbound", "agent", "sent")


def test_what_is_for_an_account_of_others_is_put_aside(cloud: Any) -> None:
    assert post(events.load("x", "foreign_account")) == 200
    assert contents_of.table(cloud) == []
    assert len(contents_of.bucket(cloud)) == 1


def test_a_body_handed_over_in_base64_is_the_same(cloud: Any) -> None:
    event = events.load("x", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200
    assert len(contents_of.table(cloud)) == 1


def test_what_was_written_again_after_parsing_is_refused(cloud: Any) -> None:
    for name in recorded():
        event = events.load("x", name)
        again = json.dumps(events.payload_of(event), indent=1)
        assert post({**event, "body": again}) == 403
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})


def test_an_unknown_account_and_a_wrong_signature_get_the_same_answer() -> None:
    event = events.load("x", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    forged = {**event, "headers": {"x-twitter-webhooks-signature": "sha256=" + "A" * 44}}
    assert lambda_handler(unknown, None) == lambda_handler(forged, None)


def test_a_secret_that_was_just_rotated_works(the_time: Any) -> None:
    post(events.load("x", "text_message"))
    rotated = {**SECRETS, "consumer_secret": "new", "previous_consumer_secret": "other"}
    manager = aws.client("secretsmanager")
    manager.put_secret_value(SecretId="threadline/x/main", SecretString=json.dumps(rotated))
    credentials.forget()
    assert post(events.load("x", "text_message")) == 403
    both = {**rotated, "previous_consumer_secret": SECRETS["consumer_secret"]}
    manager.put_secret_value(SecretId="threadline/x/main", SecretString=json.dumps(both))
    the_time.advance(seconds=61)
    assert post(events.load("x", "text_message")) == 200


def test_a_warm_webhook_of_one_message_costs_one_put() -> None:
    post(events.load("x", "text_message"))
    with faults.injected() as calls:
        post(events.load("x", "image_message"))
    assert calls.operations == ["PutItem"]
