"""One line of history, and answering on it exactly once."""

import json
from pathlib import Path
from typing import Any

import pytest

from functions.agent_api.cursors import cursor
from functions.whatsapp.parse import parse
from shared import table
from shared.ids import MessageId
from shared.messages import Noted
from tests.bench.laying import lay
from tests.bench.metering import metered
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import said


def texts(answer: Any) -> list[str]:
    assert answer.status == 200, answer
    return [item["text"] for item in answer.body["items"]]


def waiting(thread: str) -> list[str]:
    summary = table.get(f"C#{thread}", "A")
    assert summary is not None
    return list(summary.get("outbox", []))


def test_history_comes_newest_first_in_pages(thread: str, ana: Caller) -> None:
    start = 1_767_225_600_000
    for n in range(1, 6):
        said(thread, f"m{n}", start + n * 1000, text=str(n))
    first = ana.get(f"/v1/conversations/{thread}/messages", limit=4)
    assert texts(first) == ["5", "4", "3", "2"]
    rest = ana.get(
        f"/v1/conversations/{thread}/messages", limit=4, cursor=first.body["next_cursor"]
    )
    assert texts(rest) == ["1", "Hola"]
    assert rest.body["next_cursor"] is None


def test_a_page_costs_the_same_at_its_tenth_message_and_at_its_three_thousandth(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    start = the_time.now - 3_000_000
    pattern = said(thread, "x", start)
    times = (f"M#{start + n * 1000:013d}#x" for n in range(3000))
    lay(pattern, ({"pk": f"C#{thread}", "sk": sk} for sk in times))
    of, path = f"messages {ana.token} {thread}", f"/v1/conversations/{thread}/messages"
    found = []
    for depth in (10, 1500, 2990):
        after = cursor(of, f"M#{the_time.now - depth * 1000:013d}#x")
        with metered() as readings:
            shown = ana.get(path, limit=9, cursor=after).body["items"]
        assert MessageId.parse(shown[0]["id"]).at == the_time.now - (depth + 1) * 1000
        found.append((len(shown), readings.reads(), readings.calls.total()))
    assert len(set(found)) == 1


def test_an_answer_is_accepted_queued_and_takes_the_conversation_over(
    thread: str, ana: Caller
) -> None:
    answer = ana.post(f"/v1/conversations/{thread}/messages", {"type": "text", "text": "Si!"})
    assert answer.status == 202
    assert (answer.body["status"], answer.body["direction"]) == ("queued", "outbound")
    assert answer.body["author"] == {"kind": "agent", "id": "ana"}
    assert len(waiting(thread)) == 1
    shown = ana.get(f"/v1/conversations/{thread}").body
    assert (shown["owner"], shown["assignee"]) == ("agent:ana", "ana")
    assert ana.get(f"/v1/messages/{answer.body['id']}").body == answer.body


def test_the_same_key_and_body_give_the_same_message(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    path = f"/v1/conversations/{thread}/messages"
    first = ana.post(path, {"text": "Si!"}, key="k1")
    the_time.advance(minutes=10)
    again = ana.post(path, {"text": "Si!"}, key="k1")
    assert (again.status, again.body) == (202, first.body)
    assert len(waiting(thread)) == 1


def test_the_same_key_with_another_body_is_refused(thread: str, ana: Caller) -> None:
    path = f"/v1/conversations/{thread}/messages"
    ana.post(path, {"text": "Si!"}, key="k1")
    refused = ana.post(path, {"text": "No!"}, key="k1")
    assert (refused.status, refused.problem) == (409, "idempotency-mismatch")
    assert len(waiting(thread)) == 1


def test_of_two_agents_who_saw_the_same_one_is_told_of_the_other(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    path = f"/v1/conversations/{thread}/messages"
    seen = ana.get(path).body["items"][0]["id"]
    first = ana.post(path, {"text": "Si!", "seen_through": seen})
    the_time.advance(seconds=1)
    second = Caller(agent="ben", token="t2").post(path, {"text": "No!", "seen_through": seen})
    assert first.status == 202
    assert (second.status, second.problem) == (409, "newer-reply")
    assert second.body["message"] == first.body["id"]


def test_an_answer_into_a_closed_window_is_refused_but_a_template_goes(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    the_time.advance(hours=25)
    path = f"/v1/conversations/{thread}/messages"
    refused = ana.post(path, {"text": "Still there?"})
    assert (refused.status, refused.problem) == (409, "window-closed")
    assert refused.body["templates"] == []
    template = {"name": "hello", "language": "es", "slots": ["Ana"]}
    sent = ana.post(path, {"type": "template", "template": template})
    assert (sent.status, sent.body["content"]["name"]) == (202, "hello")


def test_a_text_that_is_too_long_for_one_message_becomes_several(thread: str, ana: Caller) -> None:
    path = f"/v1/conversations/{thread}/messages"
    first = ana.post(path, {"text": "x" * 4097})
    assert (first.status, first.body["text"]) == (202, "x" * 4096)
    assert [sk.endswith("-2") for sk in waiting(thread)] == [False, True]
    added = ana.post(path, {"text": "one thing more", "seen_through": first.body["id"]})
    assert added.status == 202


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "x" * (9 * 4096 + 1)},
        {"type": "interactive", "text": "x" * 4097, "buttons": [{"id": "a", "title": "A"}]},
        {"type": "image", "text": "no file"},
        {"type": "template"},
        {"type": "carrier-pigeon"},
        {"type": "location", "location": {"latitude": 91, "longitude": 0}},
        {"type": "interactive", "text": "?", "buttons": [{"id": "a", "title": "x" * 81}]},
        {"text": "hi", "unheard_of": 1},
        {"text": "hi", "seen_through": f"{'b' * 26}.1767225600000.zzz"},
    ],
)
def test_what_the_channel_cannot_take_is_refused_with_the_reason(
    thread: str, ana: Caller, body: dict[str, Any]
) -> None:
    answer = ana.post(f"/v1/conversations/{thread}/messages", body)
    assert (answer.status, answer.problem) == (422, "invalid-request")
    assert all(error["detail"] for error in answer.body["errors"])
    assert waiting(thread) == []


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (
            {"type": "image", "text": "A", "file": {"url": "https://cdn.example/a.jpg"}},
            {},
        ),
        (
            {"type": "location", "location": {"latitude": 41.38, "longitude": 2.17}},
            {"latitude": 41.38, "longitude": 2.17},
        ),
        (
            {"type": "interactive", "text": "?", "buttons": [{"id": "y", "title": "Yes"}]},
            {"buttons": [{"id": "y", "title": "Yes"}]},
        ),
    ],
)
def test_every_kind_of_answer_keeps_its_content(
    thread: str, ana: Caller, body: dict[str, Any], content: dict[str, Any]
) -> None:
    answer = ana.post(f"/v1/conversations/{thread}/messages", body)
    assert (answer.status, answer.body["content"]) == (202, content)


def test_what_the_platform_wants_to_hear_back_is_shown_to_nobody(thread: str, ana: Caller) -> None:
    content = {"tokens": {"reply": "secret"}, "standby": True}
    said(thread, "m1", 1_767_225_601_000, content=json.dumps(content))
    shown = ana.get(f"/v1/conversations/{thread}/messages").body["items"][0]
    assert shown["content"] == {"standby": True}


def test_a_removed_message_shows_no_words(thread: str, ana: Caller) -> None:
    said(thread, "gone", 1_767_225_601_000, revoked_at=1_767_225_602_000)
    shown = ana.get(f"/v1/messages/{thread}.1767225601000.gone").body
    assert (shown["text"], shown["deleted_at"]) == (None, "2026-01-01T00:00:02.000Z")


@pytest.mark.parametrize("name", ["x", "a.b.c", f"{'b' * 26}.1767225600000.zzz"])
def test_a_message_that_is_not_there_is_not_found(ana: Caller, name: str) -> None:
    assert ana.get(f"/v1/messages/{name}").problem == "not-found"


def test_why_a_message_failed_is_shown_as_the_platform_told_it(thread: str, ana: Caller) -> None:
    event = json.loads(Path("events/whatsapp/status_failed.json").read_text())
    (failed,) = parse(event["body"].encode())
    assert isinstance(failed, Noted)
    said(thread, "ours", 1_767_225_601_000, status="failed", error=json.dumps(failed.data["error"]))
    shown = ana.get(f"/v1/messages/{thread}.1767225601000.ours").body["error"]
    assert (shown["code"], shown["retryable"]) == ("131047", False)
    assert shown["title"] == "Re-engagement message"


def test_a_message_that_is_put_off_is_not_shown_going_back(
    thread: str, ana: Caller, the_time: SteppingClock
) -> None:
    sent = ana.post(f"/v1/conversations/{thread}/messages", {"text": "Hi"}).body
    message = MessageId.parse(sent["id"])
    due = {":held": "held", ":due": the_time.now + 60_000, ":one": 1}
    held = "SET #status = :held, #due = :due, #attempts = :one"
    table.update(message.pk, message.sk, held, due)
    shown = ana.get(f"/v1/messages/{sent['id']}").body
    assert (shown["status"], shown["held_until"]) == ("sending", "2026-01-01T00:02:00.000Z")
    assert sent["held_until"] is None
