"""Telegram's webhook end to end: what it really sends, and what is then in the table."""

import base64
from typing import Any

import pytest

from functions.telegram.webhook import lambda_handler
from tests import events, faults
from tests.clock import SteppingClock
from tests.functions.logged import logged
from tests.functions.telegram.test_events import EVENTS
from tests.shared import contents_of

pytestmark = pytest.mark.usefixtures("the_time")

NAMES = events.names("telegram")
KEPT_ASIDE = {name for name, kind in EVENTS.items() if " " in kind}
TAPS = {"tap", "tap_on_forgotten", "game_tap"}


def post(event: events.Event) -> int:
    answer = lambda_handler(event, None)
    status: int = answer["statusCode"]
    return status


def test_everything_telegram_sends_is_acknowledged_and_kept_once(
    bot: Any, the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    for again in (False, True):
        for name in NAMES:
            assert post(events.load("telegram", name)) == 200, name
            told = vars(caplog.records[-1])
            assert told.get("quarantined", 0) == (name in KEPT_ASIDE), name
            assert told.get("repeated" if again else "stored", 0) == (name not in KEPT_ASIDE), name
        stored = [i for i in contents_of.table(bot) if i.get("kind")]  # not claims
        assert len(stored) == len(NAMES) - len(KEPT_ASIDE)
        kept = contents_of.bucket(bot, "quarantine/telegram/main/")
        assert len(kept) == len(KEPT_ASIDE)
        the_time.advance(minutes=1)


def test_only_taps_are_answered_with_a_call(bot: Any) -> None:
    answered = {n for n in NAMES if lambda_handler(events.load("telegram", n), None)["body"]}
    assert answered == TAPS


def test_without_the_token_nothing_is_kept_or_said(bot: Any) -> None:
    for name in NAMES:
        event = events.load("telegram", name)
        answer = lambda_handler({**event, "headers": {"content-type": "application/json"}}, None)
        assert (answer["statusCode"], answer["body"]) == (403, "")
    assert contents_of.nothing(bot)


def test_a_text_is_stored_as_its_customer_wrote_it(bot: Any) -> None:
    event = events.load("telegram", "text_message")
    post(event)
    message = events.payload_of(event)["message"]
    (item,) = contents_of.table(bot)
    assert item["text"] == message["text"]
    assert item["sent_at"] == message["date"] * 1000
    assert (item["identity"], item["provider_id"]) == ("7001", "7001:12")
    assert (item["account"], item["name"]) == ("main", "Ana Ruiz")


def test_a_tap_counts_as_said_when_it_first_came(bot: Any, the_time: SteppingClock) -> None:
    first = the_time.now
    for _ in range(3):
        post(events.load("telegram", "tap"))
        the_time.advance(seconds=7)
    (item,) = [i for i in contents_of.table(bot) if i.get("kind") == "message"]
    assert (item["sent_at"], item["received_at"]) == (first, first)


def test_a_body_handed_over_in_base64_is_the_same(bot: Any) -> None:
    event = events.load("telegram", "text_message")
    encoded = base64.b64encode(events.body_of(event)).decode()
    assert post({**event, "body": encoded, "isBase64Encoded": True}) == 200
    assert len(contents_of.table(bot)) == 1


def test_an_unreadable_body_is_acknowledged_and_kept(bot: Any) -> None:
    event = {**events.load("telegram", "text_message"), "body": '{"update_id":'}
    assert post(event) == 200
    assert list(contents_of.bucket(bot).values()) == [b'{"update_id":']


def test_an_unknown_account_and_a_wrong_token_get_the_same_answer(bot: Any) -> None:
    event = events.load("telegram", "tap")
    unknown = {**event, "pathParameters": {"account": "nobody"}}
    forged = {**event, "headers": {"x-telegram-bot-api-secret-token": "0"}}
    assert lambda_handler(unknown, None) == lambda_handler(forged, None)
    assert lambda_handler(forged, None)["statusCode"] == 403


def test_a_get_is_no_update(bot: Any) -> None:
    event = events.load("telegram", "text_message")
    event["requestContext"]["http"]["method"] = "GET"
    assert post(event) == 403


def test_a_warm_webhook_of_one_message_costs_one_put(bot: Any) -> None:
    post(events.load("telegram", "text_message"))
    with faults.injected() as calls:
        post(events.load("telegram", "photo_message"))
    assert calls.operations == ["PutItem"]


def test_the_log_of_a_webhook_names_nobody(bot: Any, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("text_message", "contact_own", "tap", "group_message", "blocked"):
        post(events.load("telegram", name))
    told = logged(caplog)
    assert "webhook" in told
    for private in ("Hola", "Ana", "34600111222", "secret-token", "token-for-tests", '"7001'):
        assert private not in told
