"""WeChat's send function before the simulator: what it asks of the platform, and as whom."""

import json
from typing import Any

import pytest

from functions.wechat import send, tokens
from shared import aws, credentials
from shared.accepting import Draft, accept
from shared.errors import ReplyWindowClosed
from tests import log
from tests.functions.wechat.conftest import WeChat
from tests.functions.wechat.signing import ANA, PLAIN
from tests.shared import outbox
from tests.shared.outbox import accepted, error_of, message, status_of


def keep_secret(**changed: Any) -> None:
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/wechat/main", SecretString=json.dumps({**PLAIN, **changed})
    )
    credentials.forget()
    tokens.forget()


def test_the_lambda_sends_what_waits(wechat: WeChat) -> None:
    one = accepted("你好 📦", wechat.clock.now)
    event = outbox.event({"conversation": log.CONVERSATION})
    assert send.lambda_handler(event, None) == {"batchItemFailures": []}
    (taken,) = wechat.simulator.messages("wechat")
    assert (taken.to, taken.content) == (ANA, {"content": "你好 📦"})
    assert status_of(one) == "sent"
    assert "provider_id" not in message(one)  # WeChat gives none


def test_it_is_sent_in_clear_by_a_token_in_the_address(wechat: WeChat) -> None:
    accepted("你好", wechat.clock.now)
    wechat.drain()
    (body,) = wechat.asked("message/custom/send")
    assert "你好".encode() in body
    sent = wechat.simulator.sent("wechat")[-1]
    assert sent["query"] == f"access_token={tokens.token_of(PLAIN)}"
    assert sent["headers"]["Content-Type"] == "application/json; charset=utf-8"


def test_many_are_sent_with_one_token(wechat: WeChat) -> None:
    for word in ("one", "two", "three"):
        accepted(word, wechat.clock.now)
    wechat.drain()
    assert wechat.words() == ["one", "two", "three"]
    assert len(wechat.asked("stable_token")) == 1


def test_a_token_that_the_platform_ended_is_replaced_at_once(wechat: WeChat) -> None:
    accepted("one", wechat.clock.now)
    wechat.drain()
    wechat.platform.tokens.end_all()
    two = accepted("two", wechat.clock.now)
    wechat.drain()
    assert (status_of(two), wechat.words()) == ("sent", ["one", "two"])
    assert len(wechat.asked("stable_token")) == 2


def test_a_wrong_secret_holds_the_message_until_an_admin_mends_it(wechat: WeChat) -> None:
    one = accepted("one", wechat.clock.now)
    keep_secret(app_secret="another")
    wechat.drain()
    assert (status_of(one), wechat.took()) == ("held", [])
    keep_secret()
    wechat.clock.advance(minutes=15)
    wechat.drain()
    assert wechat.words() == ["one"]


def test_what_cannot_be_put_into_words_stops_nobody(wechat: WeChat) -> None:
    place = Draft("location", content={"latitude": 1}, author_kind="agent", author_id="ana")
    odd = Draft("image", content={"media": "?"}, author_kind="agent", author_id="ana")
    ids = [
        accepted(name, wechat.clock.now, draft=draft) for name, draft in (("a", place), ("b", odd))
    ]
    ids.append(accepted("ok", wechat.clock.now))
    wechat.drain()
    assert [status_of(one) for one in ids] == ["failed", "failed", "sent"]
    assert error_of(ids[1])["code"] == "malformed"


def test_a_text_longer_than_2048_bytes_becomes_several(wechat: WeChat) -> None:
    accepted("你好。" * 400, wechat.clock.now)
    wechat.drain()
    assert len(wechat.words()) == 2
    assert "".join(wechat.words()) == "你好。" * 400
    assert max(len(text.encode()) for text in wechat.words()) <= 2048


def test_typing_shows_and_reading_cannot(wechat: WeChat) -> None:
    signals = (
        {"conversation": log.CONVERSATION, "signal": kind, "message": log.summary()["inbound_id"]}
        for kind in ("read", "typing")
    )
    assert send.lambda_handler(outbox.event(*signals), None) == {"batchItemFailures": []}
    (body,) = wechat.asked("message/custom/typing")
    assert json.loads(body) == {"touser": ANA, "command": "Typing"}


def test_who_left_is_not_written_to(wechat: WeChat) -> None:
    wechat.platform.followers.did(ANA, "unsubscribe")
    one = accepted("one", wechat.clock.now)
    wechat.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "43004")


def test_five_messages_go_and_the_sixth_is_not_even_tried(wechat: WeChat) -> None:
    ids = [accepted(f"{n}", wechat.clock.now) for n in range(6)]
    wechat.drain()
    assert [status_of(one) for one in ids] == ["sent"] * 5 + ["failed"]
    assert error_of(ids[5])["code"] == "window-used-up"
    assert len(wechat.asked("message/custom/send")) == 5


def test_a_seventh_is_refused_when_it_is_written(wechat: WeChat) -> None:
    for n in range(5):
        accepted(f"{n}", wechat.clock.now)
    wechat.drain()
    with pytest.raises(ReplyWindowClosed):
        accept(log.summary(), Draft("text", "more", author_id="ana"), at=wechat.clock.now, ref="r")
    wechat.clock.advance(seconds=5)
    wechat.says("thanks")
    accepted("welcome", wechat.clock.now)
    wechat.drain()
    assert wechat.words()[-1] == "welcome"


def test_a_tap_on_a_menu_allows_three_more_for_a_minute(wechat: WeChat) -> None:
    for n in range(5):
        accepted(f"{n}", wechat.clock.now)
    wechat.drain()
    wechat.clock.advance(seconds=5)
    wechat.says("tap", type="interactive")
    ids = [accepted(f"after {n}", wechat.clock.now) for n in range(4)]
    wechat.drain()
    assert [status_of(one) for one in ids] == ["sent"] * 3 + ["failed"]
    assert len(wechat.took()) == 8


@pytest.mark.parametrize(("code", "what"), [(45015, "window"), (45047, "count")])
def test_the_platform_has_the_last_word_on_windows(wechat: WeChat, code: int, what: str) -> None:
    follower = wechat.platform.followers.did(ANA, "VIEW")
    follower.allowances[:] = [] if what == "window" else [[2**60, 0]]
    one = accepted("one", wechat.clock.now)
    wechat.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", str(code))


def test_after_48_hours_nothing_is_tried(wechat: WeChat) -> None:
    one = accepted("one", wechat.clock.now)
    wechat.clock.advance(hours=48)
    wechat.drain()
    assert (status_of(one), error_of(one)["code"]) == ("failed", "window-closed")
    assert wechat.simulator.sent("wechat") == []
