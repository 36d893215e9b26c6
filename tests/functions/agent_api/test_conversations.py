"""The inbox as an agent sees it."""

import json
from typing import Any

import pytest

from functions.agent_api.read_marks import read
from shared import table
from shared.conversations import conversation_of
from tests.bench.laying import lay
from tests.bench.metering import metered
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import MINUTE, conversation, said


def ids(answer: Any) -> list[str]:
    assert answer.status == 200, answer
    return [item["id"].rstrip("a") for item in answer.body["items"]]


def test_newest_activity_comes_first_whoever_holds_it(ana: Caller, the_time: SteppingClock) -> None:
    now = the_time.now
    conversation("old", now - 60 * MINUTE)
    conversation("new", now, owner="agent:ana", assignee="ana")
    conversation("middle", now - 30 * MINUTE, status="resolved")
    assert ids(ana.get("/v1/conversations")) == ["new", "middle", "old"]


def test_each_filter_narrows_the_inbox(ana: Caller, the_time: SteppingClock) -> None:
    now = the_time.now
    conversation("bots", now)
    conversation("anas", now, owner="agent:ana", assignee="ana", team="sales")
    conversation("done", now, status="resolved")
    assert ids(ana.get("/v1/conversations", status="resolved")) == ["done"]
    assert ids(ana.get("/v1/conversations", assignee="ana")) == ["anas"]
    assert ids(ana.get("/v1/conversations", team="sales")) == ["anas"]
    assert ids(ana.get("/v1/conversations", owner="bot", status="open")) == ["bots"]
    assert ids(ana.get("/v1/conversations", account="second")) == []


def test_pages_follow_each_other_without_gap_or_repeat(
    ana: Caller, the_time: SteppingClock
) -> None:
    for n in range(7):
        owner = "bot" if n % 2 else "agent:ana"
        conversation("bcdefgh"[n], the_time.now - n * 10 * MINUTE, owner=owner)
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 3}
    while True:
        answer = ana.get("/v1/conversations", **query)
        seen += ids(answer)
        if answer.body["next_cursor"] is None:
            break
        query["cursor"] = answer.body["next_cursor"]
    assert seen == list("bcdefgh")


def test_a_cursor_of_another_list_is_refused(ana: Caller, the_time: SteppingClock) -> None:
    for name in "bcd":
        conversation(name, the_time.now)
    cursor = ana.get("/v1/conversations", limit=1).body["next_cursor"]
    refused = ana.get("/v1/conversations", limit=1, status="open", cursor=cursor)
    assert (refused.status, refused.problem) == (400, "invalid-cursor")
    assert ana.get("/v1/conversations", cursor="AAAA").problem == "invalid-cursor"
    assert Caller(token="other").get("/v1/conversations", cursor=cursor).status == 400


def test_a_conversation_shows_its_window_and_what_is_unread(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    shown = ana.get(f"/v1/conversations/{thread}").body
    assert (shown["unread"], shown["unread_count"], shown["unanswered"]) == (True, 1, True)
    assert shown["window"] == {"open": True, "ends_at": "2026-01-02T00:00:00.000Z"}
    the_time.advance(hours=24)
    assert ana.get(f"/v1/conversations/{thread}").body["window"]["open"] is False


def test_what_was_noted_of_the_customer_is_shown(thread: str, ana: Caller) -> None:
    assert ana.get(f"/v1/conversations/{thread}").body["attributes"] == {}
    table.update(f"C#{thread}", "A", "SET #attributes = :noted", {":noted": {"order": "4711"}})
    assert ana.get(f"/v1/conversations/{thread}").body["attributes"] == {"order": "4711"}


def test_a_resolved_conversation_leaves_the_open_inbox(thread: str, ana: Caller) -> None:
    answer = ana.patch(f"/v1/conversations/{thread}", {"status": "resolved"})
    assert (answer.status, answer.body["status"]) == (200, "resolved")
    assert ids(ana.get("/v1/conversations", status="open")) == []
    assert ids(ana.get("/v1/conversations", status="resolved")) == ["thread"]
    decision = table.get(f"C#{thread}", "D#00000001")
    assert decision is not None
    assert (decision["status"], decision["by"]) == ("resolved", "agent:ana")


def test_resolving_twice_decides_once(thread: str, ana: Caller) -> None:
    for _ in range(2):
        assert ana.patch(f"/v1/conversations/{thread}", {"status": "resolved"}).status == 200
    assert table.get(f"C#{thread}", "D#00000002") is None


@pytest.mark.parametrize("body", [{}, {"status": "gone"}, {"status": "open", "x": 1}, "{", "[]"])
def test_a_wrong_change_is_refused_with_what_is_wrong(thread: str, ana: Caller, body: Any) -> None:
    answer = ana.patch(f"/v1/conversations/{thread}", body)
    assert answer.status in (400, 422)
    assert answer.problem in ("malformed-json", "invalid-request")


def test_reading_marks_what_arrived_and_tells_the_platform(
    thread: str, ana: Caller, cloud: Any, the_time: SteppingClock
) -> None:
    shown = ana.post(f"/v1/conversations/{thread}/read").body
    assert (shown["unread"], shown["unread_count"]) == (False, 0)
    queue = cloud.client("sqs")
    url = queue.get_queue_url(QueueName="send.fifo")["QueueUrl"]
    (message,) = queue.receive_message(QueueUrl=url)["Messages"]
    body = json.loads(message["Body"])
    said = (body["channel"], body["conversation"], body["signal"])
    assert said == ("whatsapp", thread, "read")


def test_a_read_mark_never_goes_back(
    thread: str, ana: Caller, cloud: Any, the_time: SteppingClock
) -> None:
    ana.post(f"/v1/conversations/{thread}/read")
    with metered() as readings:
        assert ana.post(f"/v1/conversations/{thread}/read").body["unread"] is False
    assert readings.units() == 0
    ahead = {":ahead": the_time.now + MINUTE}
    table.update(f"C#{thread}", "A", "SET #read_through = :ahead", ahead)
    ana.post(f"/v1/conversations/{thread}/read")
    assert (table.get(f"C#{thread}", "A") or {})["read_through"] == ahead[":ahead"]


def test_of_two_who_read_at_once_the_one_who_saw_more_counts(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    seen_late = table.get(f"C#{thread}", "A") or {}
    newer = {":newer": the_time.now + MINUTE}
    table.update(f"C#{thread}", "A", "SET #inbound_at = :newer", newer)
    ana.post(f"/v1/conversations/{thread}/read")
    assert read(seen_late)["read_through"] == newer[":newer"]


@pytest.mark.parametrize(
    ("theirs", "ours", "counted"), [(1, 600, 0), (600, 1, 100), (40, 400, 41), (40, 1, 41)]
)
def test_what_is_unread_is_counted_by_a_bounded_number_of_reads(
    thread: str, ana: Caller, the_time: SteppingClock, theirs: int, ours: int, counted: int
) -> None:
    pk = f"C#{thread}"
    low = the_time.now + 1
    for lot, direction in ((theirs, "inbound"), (ours, "outbound")):
        pattern = {**said(thread, "x", low), "direction": direction}
        times = range(low, low + lot)
        lay(pattern, ({"pk": pk, "sk": f"M#{at:013d}#x"} for at in times))
        low += lot
    with metered() as readings:
        shown = ana.get(f"/v1/conversations/{thread}").body
    assert shown["unread_count"] == counted
    assert readings.called("dynamodb.Query", [""]) <= 1 + 500 / 49 + 1


def test_typing_is_passed_on(thread: str, ana: Caller) -> None:
    assert ana.post(f"/v1/conversations/{thread}/typing").status == 202


def test_a_message_of_yesterday_that_came_now_is_unread(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    ana.post(f"/v1/conversations/{thread}/read")
    day = 24 * 60 * MINUTE
    late = said(thread, "late", the_time.now - day, received_at=the_time.now)
    table.update(
        f"C#{thread}",
        "A",
        "SET #inbound_at = :now, #late = :late",
        {":now": the_time.now, ":late": [{"received_at": the_time.now, "sk": late["sk"]}]},
    )
    assert ana.get(f"/v1/conversations/{thread}").body["unread_count"] == 1


def test_a_token_sees_its_channels_only(thread: str, ana: Caller) -> None:
    narrow = Caller(channels="sms,line")
    assert ids(narrow.get("/v1/conversations")) == []
    assert narrow.get(f"/v1/conversations/{thread}").problem == "not-found"


def test_a_readonly_token_changes_nothing(thread: str, ana: Caller) -> None:
    reader = Caller(scope="readonly")
    assert reader.get(f"/v1/conversations/{thread}").status == 200
    for answer in (
        reader.patch(f"/v1/conversations/{thread}", {"status": "resolved"}),
        reader.post(f"/v1/conversations/{thread}/read"),
        reader.post(f"/v1/conversations/{thread}/typing"),
        reader.post(f"/v1/conversations/{thread}/messages", {"text": "x"}),
    ):
        assert (answer.status, answer.problem) == (403, "forbidden")


def test_what_is_not_there_is_not_found(ana: Caller) -> None:
    assert ana.get(f"/v1/conversations/{'b' * 26}").problem == "not-found"
    assert ana.get("/v1/nothing").problem == "not-found"


@pytest.mark.parametrize(
    ("answered", "unanswered"), [(None, True), (-1, True), (0, True), (1, False)]
)
def test_an_answer_of_the_same_moment_answers_something_else(
    ana: Caller, the_time: SteppingClock, answered: int | None, unanswered: bool
) -> None:
    at = None if answered is None else the_time.now + answered
    thread = conversation_of(conversation("tied", the_time.now, answered_at=at))
    assert ana.get(f"/v1/conversations/{thread}").body["unanswered"] is unanswered
    [listed] = ana.get("/v1/conversations").body["items"]
    assert listed["unanswered"] is unanswered


def test_where_the_customer_has_not_written_nobody_waits(
    ana: Caller, the_time: SteppingClock
) -> None:
    thread = conversation_of(conversation("quiet", the_time.now, inbound_at=None))
    assert ana.get(f"/v1/conversations/{thread}").body["unanswered"] is False
