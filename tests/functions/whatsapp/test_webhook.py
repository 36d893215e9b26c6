"""WhatsApp's webhook end to end: what Meta really sends, and what is then in the table."""

import base64
import json
from typing import Any

import pytest

from functions.whatsapp.webhook import lambda_handler
from tests import events, faults
from tests.shared import contents_of

pytestmark = pytest.mark.usefixtures("the_time")

UNREADABLE = {
    "batch_of_50_one_unreadable",
    "group_message",
    "platform_errors",
    "status_of_group",
    "unknown_field",
}
FOREIGN = {"foreign_number"}
NO_NEWS = {"number_throughput"}  # said of an account, and nothing hangs on it
POSTS = sorted(set(events.names("whatsapp")) - {"handshake"})


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    assert answer["body"] == ""
    status: int = answer["statusCode"]
    return status


def test_the_handshake_is_answered_with_its_challenge(cloud: Any) -> None:
    event = events.load("whatsapp", "handshake")
    answer = lambda_handler(event, None)
    assert answer["statusCode"] == 200
    assert answer["body"] == event["queryStringParameters"]["hub.challenge"]


@pytest.mark.parametrize("name", POSTS)
def test_everything_meta_sends_is_acknowledged_and_kept_once(cloud: Any, name: str) -> None:
    assert post(events.load("whatsapp", name)) == 200
    items = contents_of.table(cloud)
    kept = contents_of.bucket(cloud, "quarantine/whatsapp/main/")
    assert bool(kept) == (name in UNREADABLE | FOREIGN)
    assert bool(items or kept) == (name not in NO_NEWS)
    assert post(events.load("whatsapp", name)) == 200
    assert contents_of.table(cloud) == items
    assert contents_of.bucket(cloud) == kept


def test_of_a_batch_of_50_with_one_unreadable_49_are_stored(cloud: Any) -> None:
    post(events.load("whatsapp", "batch_of_50_one_unreadable"))
    assert len(contents_of.table(cloud)) == 49
    assert len(contents_of.bucket(cloud)) == 1


def test_a_text_is_stored_as_its_customer_wrote_it(cloud: Any) -> None:
    event = events.load("whatsapp", "text_message")
    post(event)
    change = events.payload_of(event)["entry"][0]["changes"][0]["value"]
    message, contact = change["messages"][0], change["contacts"][0]
    (item,) = contents_of.table(cloud)
    assert item["text"] == message["text"]["body"]
    assert item["provider_id"] == message["id"]
    assert item["sent_at"] == int(message["timestamp"]) * 1000
    assert (item["identity"], item["other_identity"]) == (contact["user_id"], contact["wa_id"])
    assert (item["account"], item["name"]) == ("main", contact["profile"]["name"])


def test_a_body_handed_over_in_base64_is_the_same(cloud: Any) -> None:
    event = events.load("whatsapp", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200
    assert len(contents_of.table(cloud)) == 1


@pytest.mark.parametrize("name", POSTS)
def test_what_was_written_again_after_parsing_is_refused(cloud: Any, name: str) -> None:
    event = events.load("whatsapp", name)
    again = json.dumps(events.payload_of(event), ensure_ascii=False)
    assert post({**event, "body": again}) == 403
    assert contents_of.table(cloud) == []
    assert contents_of.bucket(cloud) == {}


def test_an_unknown_account_and_a_wrong_signature_get_the_same_answer(cloud: Any) -> None:
    event = events.load("whatsapp", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    forged = {**event, "headers": {"x-hub-signature-256": f"sha256={'0' * 64}"}}
    assert lambda_handler(unknown, None) == lambda_handler(forged, None)
    assert lambda_handler(forged, None)["statusCode"] == 403


def test_a_warm_webhook_of_one_message_costs_one_put(cloud: Any) -> None:
    post(events.load("whatsapp", "text_message"))
    with faults.injected() as calls:
        post(events.load("whatsapp", "image_message"))
    assert calls.operations == ["PutItem"]


def test_statuses_that_carry_our_id_lie_under_the_message_it_names(cloud: Any) -> None:
    ours = f"{'c' * 26}.1767225600000.ref"
    payload = events.payload_of(events.load("whatsapp", "statuses"))
    for status in payload["entry"][0]["changes"][0]["value"]["statuses"]:
        status["biz_opaque_callback_data"] = ours
    post(events.meta_event("whatsapp", events.as_meta_writes(payload)))
    assert {(i["pk"], i["target_id"]) for i in contents_of.table(cloud)} == {
        (f"C#{'c' * 26}", ours)
    }
