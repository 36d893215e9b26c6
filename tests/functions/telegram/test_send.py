"""Telegram's send function before the simulator: what it asks of the platform, and as whom."""

import json
from typing import Any

import pytest

from functions.telegram import send
from shared import aws, credentials
from shared.accepting import Draft
from tests import log
from tests.functions.telegram.conftest import CUSTOMER, SECRET, TOKEN, Telegram
from tests.shared import outbox
from tests.shared.outbox import accepted, error_of, message, status_of


def keep_secret(**changed: Any) -> None:
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/telegram/main", SecretString=json.dumps({**SECRET, **changed})
    )
    credentials.forget()


def test_the_lambda_sends_what_waits(telegram: Telegram) -> None:
    one = accepted("one", telegram.clock.now)
    event = outbox.event({"conversation": log.CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = telegram.simulator.messages("telegram")
    assert (taken.to, taken.content["text"]) == (str(CUSTOMER), "one")
    assert message(one)["provider_id"] == taken.id
    (request,) = telegram.simulator.sent("telegram")
    assert request["path"] == f"/bot{TOKEN}/sendMessage"
    assert "Authorization" not in request["headers"]


def test_a_revoked_token_is_replaced_and_the_message_goes(telegram: Telegram) -> None:
    one = accepted("one", telegram.clock.now)
    keep_secret(bot_token="7000000001:an-older-one")
    telegram.drain()
    assert (status_of(one), telegram.took()) == ("held", [])
    keep_secret()
    telegram.clock.advance(minutes=15)
    telegram.drain()
    assert telegram.took() == ["one"]


@pytest.mark.parametrize("token", ["", None, "no token"])
def test_a_set_without_a_token_waits_for_one(telegram: Telegram, token: Any) -> None:
    one = accepted("one", telegram.clock.now)
    keep_secret(bot_token=token)
    telegram.drain()
    assert (status_of(one), telegram.simulator.sent()) == ("held", [])


def test_what_cannot_be_put_into_words_stops_nobody(telegram: Telegram) -> None:
    place = Draft("location", content={"latitude": 1}, author_kind="agent", author_id="ana")
    odd = Draft("contacts", author_kind="agent", author_id="ana")
    ids = [accepted("nowhere", telegram.clock.now, draft=place)]
    ids += [accepted("nobody", telegram.clock.now, draft=odd), accepted("ok", telegram.clock.now)]
    telegram.drain()
    assert [status_of(one) for one in ids] == ["failed", "failed", "sent"]
    assert error_of(ids[1])["code"] == "malformed"


def test_typing_shows_and_reading_cannot(telegram: Telegram) -> None:
    signals = (
        {"conversation": log.CONVERSATION, "signal": kind, "message": log.summary()["inbound_id"]}
        for kind in ("read", "typing")
    )
    assert send.lambda_handler(outbox.event(*signals), None) == {"batchItemFailures": []}
    assert telegram.methods() == ["sendChatAction"]
    assert telegram.asked() == [{"chat_id": CUSTOMER, "action": "typing"}]


def test_a_reaction_is_sent_though_it_is_no_message(telegram: Telegram) -> None:
    chat = telegram.platform.chats.meet({"from": CUSTOMER})
    telegram.platform.chats.keep(chat, {"message_id": 12})
    thumb = Draft("reaction", content={"emoji": "👍"}, reply_to="7001:12", author_id="ana")
    one = accepted("thumb", telegram.clock.now, draft=thumb)
    telegram.drain()
    assert (status_of(one), message(one)["provider_id"]) == ("sent", "7001:12:reaction")
    assert telegram.methods() == ["setMessageReaction"]


def test_who_blocked_the_bot_is_not_asked_again(telegram: Telegram) -> None:
    telegram.platform.chats.meet({"from": CUSTOMER}).blocked = True
    one, two = (accepted(word, telegram.clock.now) for word in ("one", "two"))
    telegram.drain()
    assert [status_of(each) for each in (one, two)] == ["failed", "failed"]
    assert error_of(one) == {
        "code": "403",
        "title": "bot was blocked by the user",
        "retryable": False,
    }
    assert len(telegram.asked()) == 2


def test_nobody_hears_from_a_bot_they_have_never_started(telegram: Telegram) -> None:
    telegram.simulator.options.change({"strangers": "refused"})
    one = accepted("one", telegram.clock.now)
    telegram.drain()
    assert (status_of(one), error_of(one)["title"]) == ("failed", "chat not found")


def test_what_goes_to_a_group_that_moved_follows_it(telegram: Telegram) -> None:
    telegram.platform.chats.meet({"from": CUSTOMER}).moved_to = -1001234567890
    one = accepted("one", telegram.clock.now)
    telegram.drain()
    assert [body["chat_id"] for body in telegram.asked()] == [CUSTOMER, -1001234567890]
    (taken,) = telegram.simulator.messages("telegram")
    assert (status_of(one), message(one)["provider_id"]) == ("sent", taken.id)


def test_a_group_is_not_followed_for_ever(telegram: Telegram) -> None:
    for chat, moved_to in ((CUSTOMER, -5), (-5, -6)):
        telegram.platform.chats.meet({"from": chat}).moved_to = moved_to
    one = accepted("one", telegram.clock.now)
    telegram.drain()
    assert (status_of(one), len(telegram.asked())) == ("failed", 2)
