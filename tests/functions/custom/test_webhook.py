"""The webhook end to end: what another system sends, and what is then in the table."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.custom.webhook import lambda_handler
from shared import aws, credentials
from shared.messages import Unreadable
from tests import events
from tests.clock import SteppingClock
from tests.functions.custom.conftest import SECRETS, ready
from tests.functions.custom.reading import (
    AT_MS,
    NOW_S,
    OTHER_SECRET,
    custom_event,
    message,
    payload,
    written,
)
from tests.functions.custom.reading import event as event_of
from tests.shared import contents_of


@pytest.fixture(autouse=True)
def account(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ready(monkeypatch)
    yield


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    assert answer["body"] == ""
    status: int = answer["statusCode"]
    return status


def test_everything_that_comes_is_acknowledged_and_kept_once(cloud: Any) -> None:
    """Events that share an id are one message: the first that came."""
    everything = [events.load("custom", name) for name in events.names("custom")]
    assert {post(event) for event in everything} == {200}
    stored = [item for item in contents_of.table(cloud) if not item["pk"].startswith("X#")]
    told = [found for name in events.names("custom") for found in event_of(name)]
    put_aside = [found for found in told if isinstance(found, Unreadable)]
    assert len(stored) == len(told) - len(put_aside) - 1
    assert len(contents_of.bucket(cloud)) == len(put_aside) + 1
    before = contents_of.table(cloud), contents_of.bucket(cloud)
    assert {post(event) for event in everything} == {200}
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == before


def test_a_second_delivery_that_tells_another_time_is_the_same_message(
    cloud: Any, the_time: SteppingClock
) -> None:
    for at in (None, "2025-12-31T23:59:58Z", NOW_S * 1000):
        assert post(custom_event(written(payload(message(at=at))))) == 200
    (stored,) = [item for item in contents_of.table(cloud) if item.get("kind") == "message"]
    assert stored["sent_at"] == the_time.now


def test_a_text_is_stored_as_its_customer_wrote_it(cloud: Any) -> None:
    event = events.load("custom", "text_message")
    post(event)
    (item,) = [item for item in contents_of.table(cloud) if item.get("kind") == "message"]
    (told,) = events.payload_of(event)["events"]
    assert (item["text"], item["provider_id"]) == (told["text"], told["id"])
    assert (item["account"], item["identity"]) == ("main", told["contact"])
    assert item["sent_at"] == AT_MS


def test_a_body_handed_over_in_base64_is_the_same() -> None:
    event = events.load("custom", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200


def test_what_was_written_again_after_parsing_is_refused(cloud: Any) -> None:
    for name in events.names("custom"):
        event = events.load("custom", name)
        assert post({**event, "body": json.dumps(events.payload_of(event), indent=1)}) == 403
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})


def test_a_recorded_call_is_stale_after_five_minutes(cloud: Any, the_time: SteppingClock) -> None:
    the_time.advance(seconds=301)
    assert post(events.load("custom", "text_message")) == 403
    assert contents_of.table(cloud) == []


def test_a_get_an_unknown_account_and_a_wrong_signature_get_the_same_answer() -> None:
    event = events.load("custom", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    forged = {**event, "headers": {**event["headers"], "webhook-signature": "v1,AAAA"}}
    assert lambda_handler(unknown, None) == lambda_handler(forged, None)
    event["requestContext"]["http"]["method"] = "GET"
    assert lambda_handler(event, None) == lambda_handler(forged, None)


def test_a_secret_that_was_just_rotated_works(the_time: SteppingClock) -> None:
    event = events.load("custom", "text_message")
    told({"signing_secret": OTHER_SECRET})
    assert post(event) == 403
    told({"signing_secret": OTHER_SECRET, "previous_signing_secret": SECRETS["signing_secret"]})
    the_time.advance(seconds=61)
    assert post(event) == 200


def told(changed: dict[str, Any]) -> None:
    """The secret as an admin writes it; what is kept of it stays for its minute."""
    first = changed.keys() == {"signing_secret"}
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/custom/main", SecretString=json.dumps({**SECRETS, **changed})
    )
    if first:
        credentials.forget()
