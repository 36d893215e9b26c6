"""Instagram's send function before the simulator: what it asks of the platform, and as whom."""

import hashlib
import json
from io import BytesIO
from typing import Any

import pytest

from functions.instagram import send
from shared import aws, credentials
from shared.media import files
from tests.functions.instagram.conftest import SHOP
from tests.functions.instagram.reading import ACCOUNT, ANA, SECRET
from tests.functions.messenger_platform.side import Side
from tests.shared import outbox
from tests.shared.outbox import error_of, message, status_of


def change_secret(**changed: Any) -> None:
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/instagram/main", SecretString=json.dumps({**SECRET, **changed})
    )
    credentials.forget()


def test_the_lambda_sends_what_waits(instagram: Side) -> None:
    one = instagram.accepted("one")
    event = outbox.event({"conversation": SHOP.conversation})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = instagram.simulator.messages("instagram")
    assert taken.content == {"recipient": {"id": ANA}, "message": {"text": "one"}}
    assert message(one)["provider_id"] == taken.id
    (request,) = instagram.simulator.sent("instagram")
    assert request["path"] == f"/v25.0/{ACCOUNT}/messages"
    assert request["headers"]["Authorization"] == "Bearer access-token-for-tests"


def test_each_account_can_have_a_token_of_its_own(instagram: Side) -> None:
    one = instagram.accepted("one")
    change_secret(access_token={ACCOUNT: SECRET["access_token"], "999": "another"})
    instagram.drain()
    assert status_of(one) == "sent"


@pytest.mark.parametrize("token", ["", {}, "an-older-one"])
def test_without_its_token_a_message_waits(instagram: Side, token: Any) -> None:
    one = instagram.accepted("one")
    change_secret(access_token=token)
    instagram.drain()
    assert (status_of(one), instagram.simulator.messages()) == ("held", [])


def test_a_late_answer_of_a_person_has_its_tag(instagram: Side) -> None:
    instagram.clock.advance(hours=30)
    instagram.accepted("Sorry")
    instagram.drain()
    (asked,) = instagram.asked()
    assert (asked["messaging_type"], asked["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")
    assert len(instagram.simulator.messages()) == 1


def test_the_platform_has_the_last_word_about_the_window(instagram: Side) -> None:
    instagram.clock.advance(hours=23)
    by_bot = instagram.accepted("welcome", author_kind="bot", author_id="bot")
    people = instagram.simulator.platforms["instagram"].people  # type: ignore[attr-defined]
    people.forget()
    people.wrote(ANA, instagram.clock.now - 25 * 3_600_000)
    instagram.drain()
    assert error_of(by_bot)["code"] == "10/2534022"


def test_a_text_is_measured_in_bytes(instagram: Side) -> None:
    fits = instagram.accepted("é" * 500)
    instagram.drain()
    assert status_of(fits) == "sent"
    parts = instagram.accepted("é" * 501)
    instagram.drain()
    assert status_of(parts) == "sent"
    texts = [m.content["message"]["text"] for m in instagram.simulator.messages("instagram")]
    assert all(len(text.encode()) <= 1000 for text in texts)
    assert len(texts) == 3


def test_choices_are_quick_replies_and_nothing_is_quoted(instagram: Side) -> None:
    buttons = [{"id": "SIZE_M", "title": "M"}, {"id": "SIZE_L", "title": "L"}]
    instagram.accepted("Size?", type="interactive", content={"buttons": buttons}, reply_to="m_1")
    instagram.drain()
    (asked,) = instagram.asked()
    assert [reply["payload"] for reply in asked["message"]["quick_replies"]] == ["SIZE_M", "SIZE_L"]
    assert "reply_to" not in asked


def test_a_file_is_fetched_by_a_link(instagram: Side) -> None:
    data = b"\x89PNG nothing much"
    files.keep("media/photo", BytesIO(data), "image/png", hashlib.sha256(data).digest())
    media = {"key": "media/photo", "mime_type": "image/png", "name": "photo.png"}
    one = instagram.accepted(type="image", content={"media": media})
    instagram.drain()
    assert status_of(one) == "sent"
    attachment = instagram.asked()[0]["message"]["attachment"]
    assert attachment["type"] == "image"
    assert "media/photo" in attachment["payload"]["url"]
    assert "X-Amz-Signature" in attachment["payload"]["url"]


@pytest.mark.parametrize(("emoji", "status"), [("❤️", "sent"), ("", "sent"), ("👍", "failed")])
def test_only_a_heart_can_be_put_on_a_message(instagram: Side, emoji: str, status: str) -> None:
    one = instagram.accepted(type="reaction", reply_to="m_hello", content={"emoji": emoji})
    instagram.drain()
    assert status_of(one) == status


def test_reading_and_typing_reach_the_customer(instagram: Side) -> None:
    hello = f"{SHOP.conversation}.{instagram.clock.now}.hello{instagram.clock.now}"
    event = outbox.event(
        *(
            {"conversation": SHOP.conversation, "signal": kind, "message": hello}
            for kind in ("read", "typing")
        )
    )
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    assert [asked["sender_action"] for asked in instagram.asked()] == ["mark_seen", "typing_on"]


def test_a_lost_answer_is_never_sent_again(instagram: Side) -> None:
    one = instagram.accepted("one")
    instagram.fails("drop-after-accept")
    instagram.drain()
    instagram.drain()
    assert status_of(one) == "unknown"
    assert len(instagram.simulator.messages("instagram")) == 1


def test_what_cannot_be_put_into_words_stops_nobody(instagram: Side) -> None:
    odd = instagram.accepted(type="location", content={"latitude": 1})
    ok = instagram.accepted("ok")
    instagram.drain()
    assert [status_of(one) for one in (odd, ok)] == ["failed", "sent"]
    assert error_of(odd)["code"] == "malformed"
