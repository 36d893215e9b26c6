"""Viber's webhook end to end: what Viber really sends, and what is then in the table."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.viber.webhook import lambda_handler
from shared import aws, credentials
from shared.messages import Unreadable
from tests import events, faults
from tests.functions.viber.conftest import SECRETS, ready
from tests.functions.viber.reading import as_viber_writes, message, signature, viber_event
from tests.functions.viber.reading import event as event_of
from tests.shared import contents_of

pytestmark = pytest.mark.usefixtures("the_time")
FORGED = {"x-viber-content-signature": "0" * 64}


@pytest.fixture(autouse=True)
def account(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ready(monkeypatch)
    yield


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    assert answer["body"] == ""
    status: int = answer["statusCode"]
    return status


def test_the_trial_call_gets_a_yes_and_leaves_nothing(cloud: Any) -> None:
    assert post(events.load("viber", "webhook")) == 200
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})
    assert post({**events.load("viber", "webhook"), "headers": FORGED}) == 403


def test_a_get_is_refused() -> None:
    event = events.load("viber", "webhook")
    event["requestContext"]["http"]["method"] = "GET"
    assert post(event) == 403


def test_everything_viber_sends_is_acknowledged_and_kept_once(cloud: Any) -> None:
    """Of what two devices report one item stays; all others tell something new."""
    everything = [events.load("viber", name) for name in events.names("viber")]
    assert {post(event) for event in everything} == {200}
    items, kept = contents_of.table(cloud), contents_of.bucket(cloud)
    told = [found for name in events.names("viber") for found in event_of(name)]
    put_aside = [found for found in told if isinstance(found, Unreadable)]
    second_device = 1
    assert len(items) == len(told) - len(put_aside) - second_device
    assert len(kept) == len(put_aside)
    assert {post(event) for event in everything} == {200}
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == (items, kept)


def test_a_text_is_stored_as_its_customer_wrote_it(cloud: Any) -> None:
    event = events.load("viber", "text_message")
    post(event)
    told = events.payload_of(event)
    (item,) = contents_of.table(cloud)
    assert item["text"] == told["message"]["text"]
    assert item["provider_id"] == str(told["message_token"])
    assert item["sent_at"] == told["timestamp"]
    assert (item["account"], item["identity"]) == ("main", told["sender"]["id"])
    assert item["name"] == "Ana"


def test_ids_beyond_what_a_float_holds_stay_exact(cloud: Any) -> None:
    for token in (2**63 - 1, 2**63 - 2):
        told = {**message(), "message_token": token}
        post(viber_event(as_viber_writes(told)))
    found = {item["provider_id"] for item in contents_of.table(cloud)}
    assert found == {"9223372036854775807", "9223372036854775806"}


def test_a_token_of_several_accounts_says_not_whose_it_is(cloud: Any) -> None:
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/viber/main",
        SecretString=json.dumps({**SECRETS, "accounts": {"pa:1": "main", "pa:2": "other"}}),
    )
    credentials.forget()
    assert post(events.load("viber", "text_message")) == 200
    assert contents_of.table(cloud) == []
    assert len(contents_of.bucket(cloud)) == 1


def test_a_body_handed_over_in_base64_is_the_same(cloud: Any) -> None:
    event = events.load("viber", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200
    assert len(contents_of.table(cloud)) == 1


def test_what_was_written_again_after_parsing_is_refused(cloud: Any) -> None:
    for name in events.names("viber"):
        event = events.load("viber", name)
        again = json.dumps(events.payload_of(event), indent=1)
        assert post({**event, "body": again}) == 403
    assert (contents_of.table(cloud), contents_of.bucket(cloud)) == ([], {})


def test_an_unknown_account_and_a_wrong_signature_get_the_same_answer() -> None:
    event = events.load("viber", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    assert lambda_handler(unknown, None) == lambda_handler({**event, "headers": FORGED}, None)


def test_a_token_that_was_just_rotated_works(the_time: Any) -> None:
    post(events.load("viber", "text_message"))
    rotated = {**SECRETS, "auth_token": "new", "previous_auth_token": SECRETS["auth_token"]}
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/viber/main", SecretString=json.dumps(rotated)
    )
    the_time.advance(seconds=61)
    body = as_viber_writes(message(text="new"))
    by_new = viber_event(body)
    by_new["headers"]["x-viber-content-signature"] = signature(body, "new")
    assert post(by_new) == 200
    assert post(events.load("viber", "text_message")) == 200


def test_a_warm_webhook_of_one_message_costs_one_put(cloud: Any) -> None:
    post(events.load("viber", "text_message"))
    with faults.injected() as calls:
        post(events.load("viber", "picture_message"))
    assert calls.operations == ["PutItem"]
