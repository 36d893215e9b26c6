"""Messenger's send function before the simulator: what it asks of the platform, and as whom."""

import hashlib
import json
from io import BytesIO
from typing import Any

import pytest

from functions.messenger import send
from shared import aws, credentials
from shared.media import files
from shared.windows.window import is_open
from tests.functions.messenger.conftest import SHOP
from tests.functions.messenger.reading import ANA, PAGE, SECRET
from tests.functions.messenger_platform.side import Side
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of


def test_the_lambda_sends_what_waits(messenger: Side) -> None:
    one = messenger.accepted("one")
    event = outbox.event({"conversation": SHOP.conversation})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = messenger.simulator.messages("messenger")
    assert taken.content == {
        "recipient": {"id": ANA},
        "messaging_type": "RESPONSE",
        "message": {"text": "one", "metadata": one},
    }
    assert message(one)["provider_id"] == taken.id
    (request,) = messenger.simulator.sent("messenger")
    assert request["path"] == f"/v25.0/{PAGE}/messages"
    assert request["headers"]["Authorization"] == "Bearer page-access-token-for-tests"


def test_each_page_can_have_a_token_of_its_own(messenger: Side) -> None:
    one = messenger.accepted("one")
    tokens = {PAGE: SECRET["page_access_token"], "999": "another"}
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/messenger/main",
        SecretString=json.dumps({**SECRET, "page_access_token": tokens}),
    )
    credentials.forget()
    messenger.drain()
    assert status_of(one) == "sent"


@pytest.mark.parametrize("token", ["", None, {}, {"999": "another"}, "an-older-one"])
def test_without_its_token_a_message_waits(messenger: Side, token: Any) -> None:
    one = messenger.accepted("one")
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/messenger/main",
        SecretString=json.dumps({**SECRET, "page_access_token": token}),
    )
    credentials.forget()
    messenger.drain()
    assert (status_of(one), messenger.simulator.messages()) == ("held", [])


def test_a_person_may_answer_for_seven_days_under_a_tag_and_a_program_for_one(
    messenger: Side,
) -> None:
    messenger.clock.advance(hours=25)
    by_agent = messenger.accepted("Sorry for the wait")
    messenger.drain()
    assert status_of(by_agent) == "sent"
    (asked,) = messenger.asked()
    assert (asked["messaging_type"], asked["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")
    late = messenger.accepted("still")
    messenger.clock.advance(hours=6 * 24)
    messenger.drain()
    assert error_of(late)["code"] == "window-closed"
    assert len(messenger.asked()) == 1


def test_what_a_program_says_is_refused_after_a_day(messenger: Side) -> None:
    by_bot = messenger.accepted("welcome", author_kind="bot", author_id="bot")
    messenger.clock.advance(hours=24)
    messenger.drain()
    assert (status_of(by_bot), messenger.asked()) == ("failed", [])
    assert error_of(by_bot)["code"] == "window-closed"


def test_within_the_day_a_person_needs_no_tag(messenger: Side) -> None:
    messenger.clock.advance(hours=23)
    messenger.accepted("in time")
    messenger.drain()
    assert messenger.asked()[0]["messaging_type"] == "RESPONSE"


def test_the_window_of_people_is_longer_than_that_of_programs(messenger: Side) -> None:
    summary = {"pk": f"C#{SHOP.conversation}", "channel": "messenger"}
    start = messenger.clock.now
    assert is_open(summary, start + 86_399_999)
    assert not is_open(summary, start + 86_400_000)
    assert is_open(summary, start + 7 * 86_400_000 - 1, by_agent=True)
    assert not is_open(summary, start + 7 * 86_400_000, by_agent=True)


def test_the_platform_has_the_last_word_about_the_window(messenger: Side) -> None:
    messenger.clock.advance(hours=30)
    SHOP.wrote(messenger.clock.now)  # the platform does not know of it
    by_bot = messenger.accepted("welcome", author_kind="bot", author_id="bot")
    messenger.drain()
    assert status_of(by_bot) == "failed"
    assert error_of(by_bot)["code"] == "10/2018278"


def test_who_has_gone_is_told_apart(messenger: Side) -> None:
    messenger.simulator.platforms["messenger"].forget()
    one = messenger.accepted("one")
    messenger.drain()
    assert error_of(one)["code"] == "100/2018001"


@pytest.mark.parametrize(("kind", "status"), [("429", "sent"), ("500", "sent")])
def test_what_passes_is_tried_again(messenger: Side, kind: str, status: str) -> None:
    one = messenger.accepted("one")
    messenger.fails(kind)
    messenger.drain()
    assert (status_of(one), len(messenger.asked())) == (status, 2)


def test_an_expired_token_holds_the_message(messenger: Side) -> None:
    one = messenger.accepted("one")
    messenger.fails("token-expired")
    messenger.drain()
    assert status_of(one) == "held"
    messenger.clock.advance(minutes=15)
    messenger.drain()
    assert status_of(one) == "sent"


def test_a_lost_answer_is_never_sent_again(messenger: Side) -> None:
    one = messenger.accepted("one")
    messenger.fails("drop-after-accept")
    messenger.drain()
    messenger.drain()
    assert status_of(one) == "unknown"
    assert len(messenger.simulator.messages("messenger")) == 1


def test_reading_and_typing_reach_the_customer(messenger: Side) -> None:
    hello = f"{SHOP.conversation}.{messenger.clock.now}.hello{messenger.clock.now}"
    event = outbox.event(
        *(
            {"conversation": SHOP.conversation, "signal": kind, "message": hello}
            for kind in ("read", "typing")
        )
    )
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    recipient = {"recipient": {"id": ANA}}
    assert messenger.asked() == [
        {**recipient, "sender_action": "mark_seen"},
        {**recipient, "sender_action": "typing_on"},
    ]


def test_a_reaction_is_shown_on_its_message(messenger: Side) -> None:
    one = messenger.accepted(type="reaction", reply_to="m_hello", content={"emoji": "❤️"})
    messenger.drain()
    assert status_of(one) == "sent"
    payload = {"message_id": "m_hello", "reaction": "love"}
    assert messenger.asked()[0]["payload"] == payload


def test_a_file_is_handed_over_before_its_message(messenger: Side) -> None:
    data = b"%PDF-1.7 nothing much"
    digest = hashlib.sha256(data).digest()
    files.keep("media/order", BytesIO(data), "application/pdf", digest)
    media = {"key": "media/order", "mime_type": "application/pdf", "name": "order.pdf"}
    one = messenger.accepted(type="file", content={"media": media})
    messenger.drain()
    assert status_of(one) == "sent"
    uploaded, sent = messenger.simulator.sent("messenger")
    assert uploaded["path"] == f"/v25.0/{PAGE}/message_attachments"
    (asked,) = messenger.asked()
    attachment = asked["message"]["attachment"]
    kept = messenger.simulator.platforms["messenger"].files.uploaded(  # type: ignore[attr-defined]
        attachment["payload"]["attachment_id"]
    )
    assert (attachment["type"], kept.kind, kept.data) == ("file", "file", data)
    assert sent["status"] == 200


def test_a_file_that_is_gone_fails_its_message(messenger: Side) -> None:
    media = {"key": "media/nothing", "mime_type": "image/png"}
    one = messenger.accepted(type="image", content={"media": media})
    messenger.drain()
    assert error_of(one)["code"] == "no-file"


def test_what_cannot_be_put_into_words_stops_nobody(messenger: Side) -> None:
    odd = messenger.accepted(type="location", content={"latitude": 1})
    card = messenger.accepted(type="contacts", content={"contacts": [{"name": "Ana"}]})
    ok = messenger.accepted("ok")
    messenger.drain()
    assert [status_of(one) for one in (odd, card, ok)] == ["failed", "failed", "sent"]
    assert error_of(odd)["code"] == "malformed"
    assert error_of(card)["code"] == "unsupported-type"
