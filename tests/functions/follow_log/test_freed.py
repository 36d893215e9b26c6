"""An agent becomes free: whose turn it is then is woken."""

from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from functions.sweep import waiting
from shared import table
from shared.configuration import stored
from shared.keys import lists
from shared.routing import agents, presence, queues
from shared.routing.queues import Waiting
from shared.settings import settings
from tests.clock import SteppingClock
from tests.functions.follow_log.log import NOON
from tests.functions.follow_log.stream_reader import StreamReader, batch, queued


@pytest.fixture
def reader(cloud: Any, the_time: SteppingClock) -> StreamReader:
    """Ana of sales has gone; two wait for her, one for somebody who speaks Basque."""
    stored.put("agents", "ana", {"teams": ["sales"], "capacity": 2}, by="admin")
    for n, skills in enumerate(({"basque"}, set(), set(), set())):
        one = Waiting(f"c{n}", NOON - 9 + n, "whatsapp", skills=frozenset(skills))
        table.transact(queues.joining("sales", one))
    return StreamReader()


def woken() -> list[str]:
    found = queued(settings().wake_queue_url)
    assert {body["kind"] for body in found} <= {"free"}
    return [body["conversation"] for body in found]


def follow(reader: StreamReader) -> None:
    lambda_handler(batch(reader.read()), None)


def test_as_many_as_there_is_room_for_the_oldest_first(reader: StreamReader) -> None:
    presence.say("ana", "online")
    follow(reader)
    assert woken() == ["c1", "c2"]
    table.transact(agents.taking("ana", 2, NOON, None))
    follow(reader)
    assert woken() == []
    table.transact(agents.leaving("ana", 1, 60_000))
    follow(reader)
    assert woken() == ["c1"]


def test_nobody_is_woken_for_who_is_not_there(reader: StreamReader) -> None:
    table.transact(agents.leaving("ana", 1, 60_000))
    presence.say("ana", "away")
    follow(reader)
    assert woken() == []


def test_settings_that_nobody_can_read_do_not_stop_the_log(reader: StreamReader) -> None:
    presence.say("ana", "online")
    stored.put("agents", "bo", {"boss": "ana"}, by="admin")
    follow(reader)
    assert woken() == []


def test_the_sweep_wakes_them_too_when_a_shift_begins(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    week = {"thu": [["09:00", "17:00"]]}  # the clock starts on a Thursday, at midnight
    stored.put("hours", "early", {"time_zone": "UTC", "week": week}, by="admin")
    stored.put("agents", "ana", {"teams": ["sales"], "shifts": "early"}, by="admin")
    presence.say("ana", "online")
    assert waiting.wake(the_time.now) == 0
    the_time.advance(hours=9)
    assert waiting.wake(the_time.now) == 4
    assert woken() == ["c0", "c1", "c2", "c3"]  # anybody may help by now


def test_only_such_news_comes_by_the_stream(reader: StreamReader) -> None:
    presence.say("ana", "online")
    table.transact(agents.taking("ana", 2, NOON, None))
    table.transact(agents.leaving("ana", 1, 60_000))
    told = reader.read()
    assert [record["dynamodb"]["NewImage"]["news"] for record in told] == [{"S": "free"}] * 2
    assert {record["dynamodb"]["Keys"]["pk"]["S"] for record in told} == {lists.AGENTS}
