"""The event log as its readers see it: in order, without a gap, and only what they may see."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.agent_api import waiting
from functions.follow_log import event_log
from shared import table
from shared.event_log import LEAP
from shared.keys import lists
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.faults import injected
from tests.functions.agent_api.caller import Answer, Caller

PATH = "/v1/events"
DAY_H = 24
READER = Caller(scope="readonly", agent="")
pytestmark = pytest.mark.usefixtures("cloud", "the_time")


def event(name: str, channel: str = "whatsapp", **more: Any) -> table.Item:
    message = {"message": f"{'c' * 26}.1767225600000.{name}", "direction": "inbound"}
    return {"id": name, "type": "message.created", "channel": channel, **message, **more}


def happened(*names: str, channel: str = "whatsapp") -> None:
    """One page of the log."""
    event_log.append([event(name, channel) for name in names])


def asked(cursor: str | None = None, reader: Caller = READER, **query: Any) -> Answer:
    since = {} if cursor is None else {"since": cursor}
    return reader.get(PATH, **since, **{"wait": 0, **query})


def start(reader: Caller = READER) -> str:
    return str(asked(None, reader).body["next_cursor"])


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200, answer
    return [item["id"] for item in answer.body["items"]]


def all_from(cursor: str, reader: Caller = READER, **query: Any) -> list[str]:
    """What a reader has who asks until nothing comes."""
    found: list[str] = []
    while new := ids(answer := asked(cursor, reader, **query)):
        found += new
        cursor = answer.body["next_cursor"]
    return found


def lost(seq: int) -> None:
    """As its time to live would."""
    table.delete(lists.events_pk(seq), lists.events_sk(seq))


def test_a_reader_without_a_cursor_begins_at_the_end(the_time: SteppingClock) -> None:
    empty = start()
    happened("a")
    after = start()
    assert the_time.pauses == []
    happened("b", "c")
    assert all_from(empty) == ["a", "b", "c"]
    assert all_from(after) == ["b", "c"]


def test_an_event_names_what_happened(the_time: SteppingClock) -> None:
    cursor = start()
    decision = {"id": "d", "type": "conversation.updated", "conversation": "c1", "version": 3}
    event_log.append([event("a", status="sent"), decision])
    first, second = asked(cursor).body["items"]
    assert first["conversation_id"] == "c" * 26
    assert first["message_id"].endswith(".a")
    assert (first["channel"], first["at"]) == ("whatsapp", "2026-01-01T00:00:00.000Z")
    assert (second["conversation_id"], second["version"]) == ("c1", 3)
    assert second["message_id"] is None


def test_an_event_says_which_conversation_another_has_become() -> None:
    cursor = start()
    event_log.append(
        [{"id": "m", "type": "conversation.updated", "conversation": "a", "into": "b"}]
    )
    (merged,) = asked(cursor).body["items"]
    assert (merged["conversation_id"], merged["merged_into"]) == ("a", "b")
    assert merged["version"] is None


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_of_any_size_leave_nothing_out_and_repeat_nothing(limit: int) -> None:
    cursor = start()
    told = [[f"{page}.{n}" for n in range(1 + page % 3)] for page in range(12)]
    for names in told:
        happened(*names)
    assert all_from(cursor, limit=limit) == [name for names in told for name in names]


def test_a_reader_crosses_from_one_partition_to_the_next(the_time: SteppingClock) -> None:
    last = lists.EVENTS_PER_PK - 1
    table.put({"pk": lists.EVENT_DAYS, "sk": "2026-01-01", "kind": "day", "first": last})
    table.put(
        {
            **{"pk": lists.events_pk(last), "sk": lists.events_sk(last), "kind": "events"},
            **{"at": the_time.now, "events": [event("last")]},
        }
    )
    cursor = asked(day="2026-01-01").body["next_cursor"]
    assert ids(asked(day="2026-01-01")) == ["last"]
    assert ids(asked(cursor)) == []
    happened("next")
    happened("after")
    assert all_from(cursor) == ["next", "after"]


def test_who_waits_hears_at_once_and_nobody_waits_longer_than_asked(
    the_time: SteppingClock,
) -> None:
    cursor, began = start(), the_time.now

    def meanwhile() -> None:
        if len(the_time.pauses) == 3:
            happened("news")

    the_time.meanwhile = meanwhile
    assert ids(asked(cursor, wait=20)) == ["news"]
    assert len(the_time.pauses) == 3
    cursor, began = start(), the_time.now
    answer = asked(cursor, wait=7)
    assert (ids(answer), the_time.now - began) == ([], 7_000)
    assert READER.get(PATH, since=cursor).body["items"] == []
    assert the_time.now - began == 27_000
    assert asked(cursor, wait=21).status == 422


def test_a_wait_costs_less_than_a_read_a_second(the_time: SteppingClock) -> None:
    happened("before")
    cursor = start()
    with injected() as calls:
        asked(cursor, wait=20)
    assert set(calls.operations) == {"Query"}
    assert len(calls.operations) <= 15


def test_a_narrowed_token_hears_of_its_own_channels_only(the_time: SteppingClock) -> None:
    narrow = Caller(scope="readonly", agent="", channels="line,sms", token="narrow")
    cursor = start(narrow)
    happened("w1", "w2")
    event_log.append([event("w3"), event("l1", "line"), {"id": "x", "type": "message.updated"}])
    happened("s1", channel="sms")
    assert all_from(cursor, narrow) == ["l1", "s1"]
    answer = asked(cursor, narrow, limit=1)
    assert ids(asked(answer.body["next_cursor"], narrow)) == ["s1"]


def test_one_type_can_be_asked_for() -> None:
    cursor = start()
    event_log.append([event("a"), event("b", type="message.updated", status="read")])
    assert ids(asked(cursor, type="message.updated")) == ["b"]
    assert asked(cursor, type="other").status == 422


def test_a_look_over_much_that_is_not_wanted_ends_and_goes_on(the_time: SteppingClock) -> None:
    narrow = Caller(channels="line", token="narrow")
    cursor = start(narrow)
    for number in range(100):
        happened(f"w{number}")
    happened("l", channel="line")
    answer = asked(cursor, narrow, wait=20)
    assert (ids(answer), the_time.pauses) == ([], [])
    assert ids(asked(answer.body["next_cursor"], narrow)) == ["l"]


def test_a_day_begins_with_its_first_event(the_time: SteppingClock) -> None:
    happened("a")
    the_time.advance(hours=2 * DAY_H)
    event_log.forget()
    happened("b")
    assert ids(asked(day="2026-01-01")) == ["a", "b"]
    assert ids(asked(day="2026-01-02")) == ["b"]
    assert ids(asked(day="2026-01-04")) == []
    assert asked(day="2026-13-01").status == 422


def test_a_cursor_older_than_what_is_kept_is_told_so_before_pages_are_gone(
    the_time: SteppingClock,
) -> None:
    cursor = start()
    happened("a")
    the_time.advance(hours=400 * DAY_H)
    answer = asked(cursor)
    assert (answer.status, answer.problem) == (410, "cursor-expired")
    assert asked(day="2026-01-01").status == 410


def test_the_cursor_of_a_silent_log_stays_good_for_who_keeps_asking(
    the_time: SteppingClock,
) -> None:
    cursor = start()
    for _ in range(5):
        the_time.advance(hours=300 * DAY_H)
        cursor = asked(cursor).body["next_cursor"]
    happened("a")
    assert ids(asked(cursor)) == ["a"]


def test_a_page_that_is_gone_is_no_end_of_the_log(the_time: SteppingClock) -> None:
    cursor = start()
    for name in ("a", "b", "c"):
        happened(name)
    lost(2)
    answer = asked(cursor)
    assert ids(answer) == ["a"]
    assert asked(answer.body["next_cursor"]).problem == "cursor-expired"


def test_who_waited_through_a_silence_in_which_all_expired_goes_on_after_it(
    the_time: SteppingClock,
) -> None:
    happened("a")
    cursor = start()
    for _ in range(3):
        the_time.advance(hours=150 * DAY_H)
        cursor = asked(cursor).body["next_cursor"]
    lost(1)
    event_log.forget()
    happened("b")
    assert int(next(table.query(lists.EVENT_DAYS, "2027", "9"))["first"]) > LEAP
    for hours in (0, 30):
        the_time.advance(hours=hours)
        event_log.forget()
        happened(f"c{hours}")
    assert all_from(cursor, wait=1) == ["b", "c0", "c30"]


def test_a_cursor_is_good_for_its_own_token_only() -> None:
    cursor = start()
    for other in (cursor[:-2], f"A{cursor[1:]}", "", "x"):
        assert asked(other).problem == "invalid-cursor"
    assert asked(cursor, Caller(token="other")).problem == "invalid-cursor"


def test_every_scope_may_read() -> None:
    for scope in ("readonly", "agent", "admin"):
        assert asked(None, Caller(scope=scope)).status == 200
    assert asked(None, Caller(scope="none")).status == 403


def test_the_waiting_function_answers_this_route_and_no_other(monkeypatch: Any) -> None:
    monkeypatch.setattr("tests.functions.agent_api.caller.lambda_handler", waiting.lambda_handler)
    assert asked(None).status == 200
    assert READER.get("/v1/conversations").problem == "not-found"
    assert asked("x").problem == "invalid-cursor"


@pytest.fixture
def together() -> Iterator[None]:
    with one_call_at_a_time():
        yield


def test_readers_lose_and_double_nothing_while_many_write(together: None) -> None:
    """Cursors of each are cut at any place while pages come from several sides."""
    cursors = {limit: start() for limit in (1, 3, 50)}

    def write(number: int) -> None:
        for turn in range(6):
            event_log.forget()
            happened(*(f"{number}.{turn}.{n}" for n in range(1 + (number + turn) % 3)))

    def read(limit: int) -> list[str]:
        found: list[str] = []
        cursor, idle = cursors[limit], 0
        while idle < 3:
            answer = asked(cursor, limit=limit)
            found += ids(answer)
            cursor = answer.body["next_cursor"]
            idle = 0 if ids(answer) or not all(task.done() for task in writing) else idle + 1
        return found

    with ThreadPoolExecutor(7) as pool:
        writing = [pool.submit(write, number) for number in range(4)]
        seen = list(pool.map(read, cursors))
    written = [f"{k}.{t}.{n}" for k in range(4) for t in range(6) for n in range(1 + (k + t) % 3)]
    for found in seen:
        assert sorted(found) == sorted(written)
        assert found == seen[0]
        for number in range(4):
            own = [name for name in found if name.startswith(f"{number}.")]
            assert own == sorted(own)
