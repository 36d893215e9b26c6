"""Whom, when and by whose leave."""

import pytest

from shared.messages import Said
from tests.functions.line.reading import (
    ANA,
    REPLY_TOKEN,
    happened,
    message,
    read_one,
    reason,
    said,
)


def test_a_customer_is_who_wrote() -> None:
    assert said("text_message").identity == ANA


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (None, "no source"),
        ("user", "no source"),
        ({}, "no type"),
        ({"type": "user"}, "no userId"),
        ({"type": "user", "userId": ""}, "no userId"),
        ({"type": "user", "userId": 7}, "no userId"),
        ({"type": "group", "groupId": "C1"}, "group message"),
        ({"type": "group", "groupId": "C1", "userId": ANA}, "group message"),
        ({"type": "room", "roomId": "R1", "userId": ANA}, "group message"),
        ({"type": "planet", "userId": ANA}, "unknown source"),
    ],
)
def test_who_is_nobody_or_many_is_no_customer(source: object, why: str) -> None:
    assert reason(read_one({**message(), "source": source})) == why


@pytest.mark.parametrize("at", [None, "1767225601123", 1_767_225_601, 1.5e12, True, -1, 10**13])
def test_a_time_is_milliseconds(at: object) -> None:
    assert reason(read_one({**message(), "timestamp": at})) == "no timestamp"


def test_what_came_with_a_message_is_kept_for_the_answer() -> None:
    found = read_one(message(quoteToken="q", markAsReadToken="r"))
    assert isinstance(found, Said)
    assert found.content["tokens"] == {"reply": REPLY_TOKEN, "read": "r", "quote": "q"}


def test_in_standby_another_app_answers() -> None:
    found = said("standby")
    assert found.content["standby"] is True
    assert "reply" not in found.content["tokens"]
    late = read_one({**message(), "mode": "standby"})
    assert isinstance(late, Said)
    assert "tokens" not in late.content


def test_what_cannot_be_replied_to_has_no_token() -> None:
    assert "tokens" not in said("unfollow").content
    found = read_one(happened("follow", replyToken=7))
    assert isinstance(found, Said)
    assert "tokens" not in found.content
