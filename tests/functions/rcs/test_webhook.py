"""The webhook end to end: what Google really posts, and what is then in the table."""

import base64
from typing import Any

from functions.rcs.webhook import lambda_handler
from tests import events, faults
from tests.clock import SteppingClock
from tests.functions.rcs import calls
from tests.functions.rcs.calls import CUSTOMER, call, handshake, message
from tests.shared import contents_of

UNREADABLE = {"agent_launched", "no_sender", "nothing_said", "unknown_event", "foreign_agent"}
LEAVES_NOTHING = {"handshake", "typing"}


def post(event: events.Event) -> int:
    status: int = lambda_handler(event, None)["statusCode"]
    return status


def kept(cloud: Any) -> tuple[int, int]:
    """How many items, and how many payloads in quarantine."""
    quarantined = contents_of.bucket(cloud, "quarantine/rcs/main/")
    return len(contents_of.table(cloud)), len(quarantined)


def said(cloud: Any) -> list[dict[str, Any]]:
    return [item for item in contents_of.table(cloud) if item.get("kind") == "message"]


def test_everything_google_sends_is_acknowledged_and_kept_once(
    rcs_cloud: Any, the_time: SteppingClock
) -> None:
    before: tuple[int, int] = (0, 0)
    for name in events.names("rcs"):
        assert post(events.load("rcs", name)) == 200
        after = kept(rcs_cloud)
        assert (after[1] > before[1]) == (name in UNREADABLE), name
        assert (after > before) == (name not in LEAVES_NOTHING), name
        the_time.advance(seconds=20)
        assert post(events.load("rcs", name)) == 200
        assert kept(rcs_cloud) == after, name
        before = after


def test_a_text_is_stored_as_its_customer_wrote_it(rcs_cloud: Any, the_time: Any) -> None:
    post(events.load("rcs", "text_message"))
    (item,) = said(rcs_cloud)
    assert item["text"] == "Hola, ¿queda alguno en azul? 🎉"
    assert (item["identity"], item["account"], item["channel"]) == (CUSTOMER, "main", "rcs")
    assert item["sent_at"] == 1767225600123


def test_each_agent_of_a_partner_is_an_account(rcs_cloud: Any, the_time: Any) -> None:
    post(events.load("rcs", "published_vector"))
    assert [item["account"] for item in said(rcs_cloud)] == ["demo"]


def test_a_tap_without_a_time_is_kept_once(rcs_cloud: Any, the_time: SteppingClock) -> None:
    for _ in range(3):
        assert post(events.load("rcs", "tap_as_an_event")) == 200
        the_time.advance(seconds=600)
    (item,) = said(rcs_cloud)
    assert item["sent_at"] == item["received_at"]


def test_the_handshake_is_answered_with_its_secret_alone(rcs_cloud: Any, the_time: Any) -> None:
    answer = lambda_handler(handshake(secret="café"), None)
    assert (answer["statusCode"], answer["body"]) == (200, "café")
    assert answer["headers"]["content-type"] == "text/plain"
    assert contents_of.nothing(rcs_cloud)


def test_a_body_handed_over_in_base64_is_the_same(rcs_cloud: Any, the_time: Any) -> None:
    event = events.load("rcs", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200
    assert len(said(rcs_cloud)) == 1


def test_a_forged_call_leaves_no_trace(rcs_cloud: Any, the_time: Any) -> None:
    event = events.load("rcs", "text_message")
    other = events.load("rcs", "read")
    forged: dict[str, Any] = {
        "signature": {"headers": {**event["headers"], "x-goog-signature": "A" * 86 + "=="}},
        "account": {"pathParameters": {"account": "nobody"}},
        "body": {"body": other["body"]},
        "handshake": {"body": handshake("another")["body"]},
        "get": {"requestContext": {"http": {"method": "GET"}}},
    }
    for change, value in forged.items():
        answer = lambda_handler({**event, **value}, None)
        assert (answer["statusCode"], answer["body"]) == (403, ""), change
    assert contents_of.nothing(rcs_cloud)


def test_what_is_no_json_is_kept_if_it_was_signed(rcs_cloud: Any, the_time: Any) -> None:
    assert post(calls.raw_call(b"\xff no json")) == 200
    (raw,) = contents_of.bucket(rcs_cloud, "quarantine/rcs/main/").values()
    assert b"\xff no json" in raw


def test_half_an_emoji_does_not_stop_the_rest(rcs_cloud: Any, the_time: Any) -> None:
    data = b'{"agentId":"shop_agent@rbm.goog","senderPhoneNumber":"+34600111222",'
    data += b'"messageId":"MxHalf","sendTime":"2026-01-01T00:00:00Z","text":"hi \\ud83c"}'
    assert post(calls.raw_call(data)) == 200
    assert [item["text"] for item in said(rcs_cloud)] == ["hi \ufffd"]


def test_a_warm_webhook_of_one_message_costs_one_put(rcs_cloud: Any, the_time: Any) -> None:
    post(events.load("rcs", "text_message"))
    with faults.injected() as made:
        post(call(message(messageId="MxOther", text="hi")))
    assert made.operations == ["PutItem"]
