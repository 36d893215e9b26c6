"""Twilio's webhook end to end: what it really sends, and what is then in the table."""

import base64
from typing import Any

from functions.sms.parse import parse
from functions.sms.webhook import lambda_handler
from tests import events, faults
from tests.clock import SteppingClock
from tests.functions.sms import calls
from tests.functions.sms.calls import CUSTOMER, OURS
from tests.shared import contents_of

UNREADABLE = {"json_body", "no_message", "status_unknown", "whatsapp_address"}
FOREIGN = {"foreign_number"}
SAID_BEFORE = {"status_failed", "status_from_a_name", "status_sent", "status_undelivered"}


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    status: int = answer["statusCode"]
    return status


def kept(cloud: Any) -> tuple[int, int]:
    """How many items, and how many payloads in quarantine."""
    quarantined = contents_of.bucket(cloud, "quarantine/sms/main/")
    return len(contents_of.table(cloud)), len(quarantined)


def said(cloud: Any) -> list[dict[str, Any]]:
    return [item for item in contents_of.table(cloud) if item.get("kind") == "message"]


def test_everything_twilio_sends_is_acknowledged_and_kept_once(
    sms_cloud: Any, the_time: SteppingClock
) -> None:
    before: tuple[int, int] = (0, 0)
    for name in events.names("sms"):
        assert post(events.load("sms", name)) == 200
        after = kept(sms_cloud)
        assert (after[1] > before[1]) == (name in UNREADABLE | FOREIGN), name
        # A status is told once, whichever of the recorded reports tells it first.
        assert after > before or name in SAID_BEFORE, name
        the_time.advance(seconds=20)
        assert post(events.load("sms", name)) == 200
        assert kept(sms_cloud) == after, name
        before = after


def test_the_answer_says_nothing_to_the_customer(sms_cloud: Any, the_time: Any) -> None:
    for name in ("text_message", "status_sent", "foreign_number"):
        answer = lambda_handler(events.load("sms", name), None)
        assert answer["headers"]["content-type"] == "text/xml"
        assert answer["body"] == '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def test_a_text_is_stored_as_its_customer_wrote_it(sms_cloud: Any, the_time: SteppingClock) -> None:
    event = events.load("sms", "text_message")
    post(event)
    (item,) = said(sms_cloud)
    fields = calls.fields_of(event)
    assert (item["text"], item["provider_id"]) == (fields["Body"], fields["MessageSid"])
    assert (item["identity"], item["account"], item["channel"]) == (CUSTOMER, "main", "sms")
    assert item["sent_at"] == item["received_at"] == the_time.now


def test_the_first_deliverys_time_stays(sms_cloud: Any, the_time: SteppingClock) -> None:
    first = the_time.now
    post(events.load("sms", "several_files"))
    the_time.advance(minutes=5)
    post(events.load("sms", "several_files"))
    assert sorted(item["sent_at"] for item in said(sms_cloud)) == [first, first + 1, first + 2]


def test_a_body_handed_over_in_base64_is_the_same(sms_cloud: Any, the_time: Any) -> None:
    event = events.load("sms", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200
    assert len(said(sms_cloud)) == 1


def test_a_report_lies_under_the_message_its_url_names(sms_cloud: Any, the_time: Any) -> None:
    post(events.load("sms", "status_delivered"))
    (item,) = contents_of.table(sms_cloud)
    assert (item["pk"], item["target_id"]) == (f"C#{OURS.split('.')[0]}", OURS)


def test_reports_that_say_the_same_are_kept_once(sms_cloud: Any, the_time: Any) -> None:
    for name in ("status_queued", "status_sent", "status_sent"):
        assert post(events.load("sms", name)) == 200
    assert len(contents_of.table(sms_cloud)) == 1


def test_a_forged_call_leaves_no_trace(sms_cloud: Any, the_time: Any) -> None:
    event = events.load("sms", "status_sent")
    forged: dict[str, Any] = {
        "signature": {"headers": {**event["headers"], "x-twilio-signature": "A" * 27 + "="}},
        "account": {"pathParameters": {"account": "nobody"}},
        "body": {"body": event["body"].replace("sent", "read")},
        "query": {"rawQueryString": event["rawQueryString"].replace("c", "d", 1)},
        "path": {"rawPath": "/prod/webhooks/sms/main"},
    }
    for change, value in forged.items():
        answer = lambda_handler({**event, **value}, None)
        assert (answer["statusCode"], answer["body"]) == (403, ""), change
    assert contents_of.nothing(sms_cloud)


def test_a_get_is_refused(sms_cloud: Any, the_time: Any) -> None:
    event = events.load("sms", "text_message")
    query = event["body"]
    signature = calls.signed_url(f"{calls.PUBLIC_URL}{calls.PATH}?{query}", [])
    http = {**event["requestContext"]["http"], "method": "GET"}
    asked = {
        **event,
        "body": "",
        "rawQueryString": query,
        "headers": {**event["headers"], "x-twilio-signature": signature},
        "requestContext": {**event["requestContext"], "http": http},
    }
    assert post(asked) == 403
    assert contents_of.nothing(sms_cloud)


def test_a_warm_webhook_of_one_message_costs_one_transaction(sms_cloud: Any, the_time: Any) -> None:
    post(events.load("sms", "text_message"))
    with faults.injected() as made:
        post(events.load("sms", "image_message"))
    assert made.operations == ["TransactWriteItems"]


def test_what_is_kept_for_later_can_be_read_again(sms_cloud: Any, the_time: Any) -> None:
    post(calls.status_call("teleported"))
    (kept,) = contents_of.bucket(sms_cloud, "quarantine/sms/main/").values()
    assert b"teleported" in kept
    (found,) = parse(kept.replace(b"teleported", b"delivered"))
    assert found.our_id == OURS  # type: ignore[union-attr]
