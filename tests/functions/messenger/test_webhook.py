"""Messenger's webhook end to end: what Meta really sends, and what is then in the table."""

import json
from typing import Any

import pytest

from functions.messenger.webhook import lambda_handler
from tests import events, faults
from tests.shared import contents_of

pytestmark = pytest.mark.usefixtures("the_time", "secret")

BATCH = "batch_of_50_one_unreadable"
KEPT = {
    "app_roles",
    "feed_change",
    "optin_by_user_ref",
    "policy_enforcement",
    "two_pages",  # one of them is not ours
}
POSTS = sorted(set(events.names("messenger")) - {"handshake", BATCH})


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    assert answer["body"] == ""
    status: int = answer["statusCode"]
    return status


def test_the_handshake_is_answered_with_its_challenge(cloud: Any) -> None:
    answer = lambda_handler(events.load("messenger", "handshake"), None)
    assert (answer["statusCode"], answer["body"]) == (200, "1158201444")


def test_everything_meta_sends_is_acknowledged_and_kept_once(cloud: Any) -> None:
    kept = 0
    for name in POSTS:
        assert post(events.load("messenger", name)) == 200, name
        before, kept = kept, in_quarantine(cloud)
        assert (kept > before) == (name in KEPT), name
    items = contents_of.table(cloud)
    for name in POSTS:
        assert post(events.load("messenger", name)) == 200, name
    assert contents_of.table(cloud) == items
    assert in_quarantine(cloud) == kept


def in_quarantine(cloud: Any) -> int:
    listed = cloud.client("s3").list_objects_v2(
        Bucket="quarantine", Prefix="quarantine/messenger/main/"
    )
    return int(listed["KeyCount"])


def test_of_a_batch_of_50_with_one_unreadable_49_are_stored(cloud: Any) -> None:
    post(events.load("messenger", BATCH))
    assert len(contents_of.table(cloud)) == 49
    assert len(contents_of.bucket(cloud)) == 1


def test_a_body_written_again_after_parsing_is_refused(cloud: Any) -> None:
    event = events.load("messenger", "text_message")
    again = json.dumps(events.payload_of(event), ensure_ascii=False)
    assert post({**event, "body": again}) == 403
    assert contents_of.table(cloud) == []


def test_an_unknown_account_and_a_wrong_signature_get_the_same_answer(cloud: Any) -> None:
    event = events.load("messenger", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    forged = {**event, "headers": {"x-hub-signature-256": f"sha256={'0' * 64}"}}
    assert lambda_handler(unknown, None) == lambda_handler(forged, None)
    assert lambda_handler(forged, None)["statusCode"] == 403


def test_a_warm_webhook_of_one_message_costs_one_put(cloud: Any) -> None:
    post(events.load("messenger", "text_message"))
    with faults.injected() as calls:
        post(events.load("messenger", "image_message"))
    assert calls.operations == ["PutItem"]


def test_an_echo_of_ours_lies_under_the_message_it_names(cloud: Any) -> None:
    post(events.load("messenger", "echo_of_ours"))
    (item,) = contents_of.table(cloud)
    assert (item["pk"], item["target_id"]) == (
        f"C#{'c' * 26}",
        f"{'c' * 26}.1767225599000.ref",
    )
