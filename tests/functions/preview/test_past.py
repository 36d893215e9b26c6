"""What the log still tells of how a conversation was."""

import pytest

from functions.preview.past import summary_at
from shared import deciding, table
from shared.ids import MessageId
from shared.table import Item
from tests import log
from tests.clock import SteppingClock

pytestmark = pytest.mark.usefixtures("cloud")


def message(ref: str, the_time: SteppingClock) -> Item:
    parsed = MessageId.parse(log.say(ref, the_time.now))
    item = table.get(parsed.pk, parsed.sk)
    assert item
    return item


def bot_says(rule: str, at: int) -> None:
    said = {"direction": "outbound", "author_kind": "bot", "rule": rule, "status": "sent"}
    table.put(log.inbound(f"bot-{rule}-{at}", at, **said))


def decide(at: int, **changes: object) -> None:
    deciding.decide(changes, by="agent:ana", why="a", cause="b", at=at, expected=log.summary())


def test_a_conversation_without_a_past_is_as_new(the_time: SteppingClock) -> None:
    first = message("m1", the_time)
    then = summary_at(first)
    assert then
    assert (then["owner"], then["status"], then["version"]) == ("bot", "open", 0)
    assert not {"greeted", "auto_replied_at", "inbound_at"} & set(then)


def test_what_was_decided_later_is_not_known_yet(the_time: SteppingClock) -> None:
    message("m1", the_time)
    decide(the_time.now + 1, owner="team:care", team="care")
    the_time.advance(minutes=1)
    second = message("m2", the_time)
    decide(the_time.now + 1, owner="bot", team=None)
    then = summary_at(second)
    assert then
    assert (then["owner"], then["team"], then["version"]) == ("team:care", "care", 1)


def test_the_bots_marks_are_told_by_what_it_said(the_time: SteppingClock) -> None:
    message("m1", the_time)
    bot_says("greeting", the_time.now)
    the_time.advance(minutes=1)
    message("m2", the_time)
    bot_says("default-reply", the_time.now)
    replied_at = the_time.now
    the_time.advance(minutes=1)
    then = summary_at(message("m3", the_time))
    assert then
    assert (then["greeted"], then["auto_replied_at"]) == (1, replied_at)


def test_a_greeting_of_an_earlier_episode_is_none_of_this_one(the_time: SteppingClock) -> None:
    message("m1", the_time)
    bot_says("greeting", the_time.now)
    the_time.advance(minutes=1)
    decide(the_time.now, status="resolved")
    the_time.advance(minutes=1)
    decide(the_time.now, status="open", episode=2)
    the_time.advance(minutes=1)
    then = summary_at(message("m2", the_time))
    assert then
    assert then["episode"] == 2
    assert "greeted" not in then
