"""WeChat's webhook end to end: what it really sends, and what is then in the table."""

import base64
import subprocess
import sys
from typing import Any

import pytest

from functions.wechat.webhook import lambda_handler
from tests import events, faults
from tests.clock import SteppingClock
from tests.functions.logged import logged
from tests.functions.wechat.reading import packet_of
from tests.functions.wechat.signing import wechat_event
from tests.functions.wechat.test_events import EVENTS
from tests.shared import contents_of

pytestmark = pytest.mark.usefixtures("the_time")

KEPT_ASIDE = {name for name, kind in EVENTS.items() if " " in kind}
# One text and one tap, in each form that there is.
TEXTS = {"text_message", "json_text", "compatible_text", "sealed_text", "sealed_json"}
TAPS = {"menu_click", "sealed_click"}


def post(event: events.Event) -> tuple[int, str]:
    answer = lambda_handler(event, None)
    return answer["statusCode"], answer["body"]


def test_everything_wechat_sends_is_taken_and_kept_once(
    account: Any, the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    for again in (False, True):
        for name in EVENTS:
            assert post(events.load("wechat", name)) == (200, "success"), name
            told = vars(caplog.records[-1])
            assert told.get("quarantined", 0) == (name in KEPT_ASIDE), name
            if name not in TEXTS | TAPS:
                key = "repeated" if again else "stored"
                assert told.get(key, 0) == (name not in KEPT_ASIDE), name
        stored = [i for i in contents_of.table(account) if i.get("kind")]
        assert len(stored) == len(EVENTS) - len(KEPT_ASIDE) - len(TEXTS | TAPS) + 2
        the_time.advance(seconds=5)


def test_the_handshake_is_answered_with_its_echo(account: Any) -> None:
    handshake = events.load("wechat", "handshake")
    assert post(handshake) == (200, "4375120948345356249")
    other = {
        **handshake,
        "rawQueryString": handshake["rawQueryString"].replace("nonce=4", "nonce=5"),
    }
    assert post(other) == (403, "")
    assert contents_of.nothing(account)


def test_without_its_signature_nothing_is_kept_or_said(account: Any) -> None:
    for name in EVENTS:
        event = {**events.load("wechat", name), "rawQueryString": "timestamp=1767225601&nonce=1"}
        assert post(event) == (403, "")
    assert contents_of.nothing(account)


def test_a_delivery_that_is_played_again_later_is_refused(
    account: Any, the_time: SteppingClock
) -> None:
    event = events.load("wechat", "text_message")
    the_time.advance(minutes=10, seconds=2)
    assert post(event) == (403, "")
    assert contents_of.nothing(account)


def test_what_is_not_sealed_is_refused_where_it_must_be(account: Any) -> None:
    clear = {**events.load("wechat", "text_message"), "pathParameters": {"account": "sealed"}}
    assert post(clear) == (403, "")
    assert contents_of.nothing(account)


def test_a_text_is_stored_as_its_follower_wrote_it(account: Any) -> None:
    post(events.load("wechat", "sealed_text"))
    (item,) = contents_of.table(account)
    assert item["text"] == "你好，我的包裹在哪里？ 📦 <b>&amp;"  # noqa: RUF001
    assert (item["sent_at"], item["provider_id"]) == (1767225601000, "24500000000000002")
    assert (item["account"], item["status"]) == ("main", "received")


def test_two_things_done_in_one_second_are_two(account: Any) -> None:
    for name in ("followed_by_code", "scanned", "menu_click", "menu_link"):
        post(events.load("wechat", name))
    assert len(contents_of.table(account)) == 4


def test_a_body_handed_over_in_base64_is_the_same(account: Any) -> None:
    event = events.load("wechat", "sealed_text")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == (200, "success")
    assert len(contents_of.table(account)) == 1


@pytest.mark.parametrize("mode", ["plain", "sealed"])
def test_an_unreadable_packet_is_taken_and_kept_as_it_was_sealed(account: Any, mode: str) -> None:
    assert post(wechat_event(b"<xml><MsgType>", mode=mode)) == (200, "success")
    assert list(contents_of.bucket(account).values()) == [b"<xml><MsgType>"]


def test_a_packet_for_another_account_is_taken_and_kept_aside(account: Any) -> None:
    packet = packet_of("text_message").replace(b"gh_123456789abc", b"gh_000000000000")
    assert post(wechat_event(packet)) == (200, "success")
    assert contents_of.table(account) == []
    assert len(contents_of.bucket(account)) == 1


def test_an_unknown_account_and_a_wrong_signature_get_the_same_answer(account: Any) -> None:
    event = events.load("wechat", "text_message")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    assert post(unknown) == post({**event, "rawQueryString": ""}) == (403, "")


def test_when_nothing_can_be_kept_the_platform_shall_come_again(account: Any) -> None:
    with faults.injected(faults.down("dynamodb"), faults.down("sqs")):
        assert post(events.load("wechat", "text_message")) == (503, "")


def test_a_warm_webhook_of_one_message_costs_one_put(account: Any) -> None:
    post(events.load("wechat", "sealed_click"))
    with faults.injected() as calls:
        post(events.load("wechat", "sealed_text"))
    assert calls.operations == ["PutItem"]


def test_only_what_is_sealed_needs_what_opens_it() -> None:
    code = "import sys, functions.wechat.webhook; print('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_log_of_a_webhook_names_nobody(account: Any, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("text_message", "sealed_text", "followed_by_code", "mass_job"):
        post(events.load("wechat", name))
    told = logged(caplog)
    assert "webhook" in told
    for private in ("你好", "oABCDana", "till-7", "token-for-tests", "abcdefghijkl"):
        assert private not in told
