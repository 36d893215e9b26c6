"""Macros: several things by one name, each as by its own route, and all of them once."""

from functools import partial
from typing import Any

import pytest

from shared import keys, table
from tests import faults
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import conversation, said

ADMIN = Caller(scope="admin", agent="root")
HOUR_MS = 3_600_000
REFUND: list[dict[str, Any]] = [
    {"type": "reply", "reply": "refunded"},
    {"type": "reply", "reply": "bye", "slots": {"sign": "Ana"}},
    {"type": "change", "status": "snoozed", "priority": "low", "snooze_ms": HOUR_MS},
    {"type": "assign", "team": "billing", "note": "Look whether it has come."},
]
LABEL = {"type": "labels", "add": ["refund"], "remove": ["angry"]}


@pytest.fixture
def macro(ana: Caller) -> str:
    ADMIN.put("/v1/teams/billing", {})
    ADMIN.put("/v1/replies/refunded", {"text": "{{amount}} come back to you."})
    ADMIN.put("/v1/replies/bye", {"text": "Bye. {{sign}}"})
    assert ADMIN.put("/v1/macros/refund", {"actions": REFUND}).status == 201
    return "refund"


def run(thread: str, name: str = "refund", key: str | None = None, **said_: Any) -> Answer:
    body = {"slots": {"amount": "9 €"}, **said_}
    return Caller().post(f"/v1/conversations/{thread}/macros/{name}", body, key)


def thread_of(name: str, the_time: SteppingClock) -> str:
    summary = conversation(name, the_time.now)
    ident = str(summary["pk"]).removeprefix("C#")
    said(ident, "first", the_time.now)
    return ident


def told(thread: str) -> tuple[list[str], list[str], list[str]]:
    """Of our messages and notes the texts, and of decisions the reasons."""
    items = list(table.query(keys.conversation_pk(thread), "M#", "M#~"))
    ours = [item["text"] for item in items if item["direction"] == "outbound"]
    notes = [item["text"] for item in items if item["direction"] == "note"]
    made = table.query(keys.conversation_pk(thread), "D#", "D#~")
    return sorted(ours), notes, [one["why"] for one in made]


ALL = (
    ["9 € come back to you.", "Bye. Ana"],
    ["Look whether it has come."],
    ["answered", "The macro refund was run.", "Look whether it has come."],
)


def test_a_macro_does_its_actions_in_their_order(macro: str, thread: str) -> None:
    answer = run(thread)
    assert answer.status == 200
    assert [one["type"] for one in answer.body["done"]] == ["reply", "reply", "change", "assign"]
    after = answer.body["conversation"]
    assert (after["owner"], after["status"], after["priority"]) == (
        "team:billing",
        "snoozed",
        "low",
    )
    assert after["snoozed_until"] == "2026-01-01T01:01:00.000Z"
    assert told(thread) == ALL
    message = answer.body["done"][0]["message_id"]
    assert Caller().get(f"/v1/messages/{message}").body["text"] == "9 € come back to you."


def test_wherever_a_run_breaks_off_its_repetition_does_the_rest_once(
    macro: str, the_time: SteppingClock
) -> None:
    ADMIN.put("/v1/macros/refund", {"actions": [REFUND[0], *REFUND[2:]]})
    counted = thread_of("counted", the_time)
    points = faults.lasting_points(lambda: run(counted, key="counted"))
    assert len(points) == 1 + 1 + 3, "nothing done, begun, and after each action"
    for number, point in enumerate(points):
        mine, key = thread_of("x" * (number + 1), the_time), str(point)
        faults.run_until(point, partial(run, mine, key=key))
        the_time.advance(minutes=1)
        assert run(mine, key=key).status == 200
        assert told(mine) == (ALL[0][:1], *ALL[1:])
    ran = [one["conversation_id"] for one in audits()]
    assert len(ran) == len(set(ran)) == len(points) + 1


def audits() -> list[dict[str, Any]]:
    found = ADMIN.get("/v1/audit", limit=100).body["items"]
    return [one for one in found if one["did"] == "ran"]


def test_the_audit_log_names_the_macro_and_who_ran_it(macro: str, thread: str) -> None:
    run(thread)
    [entry] = audits()
    assert (entry["by"], entry["what"], entry["revision"]) == ("agent:ana", "macros/refund", 1)
    assert entry["conversation_id"] == thread


def test_what_was_done_is_not_done_again_though_things_changed(macro: str, thread: str) -> None:
    run(thread, key="k")
    Caller().patch(f"/v1/conversations/{thread}", {"status": "open"})
    ADMIN.put("/v1/macros/refund", {"actions": REFUND[:1]})
    again = run(thread, key="k")
    assert (again.status, len(again.body["done"])) == (200, 4)
    assert again.body["conversation"]["status"] == "open"
    assert told(thread)[0] == ALL[0]
    assert run(thread, key="k", slots={"amount": "8"}).problem == "idempotency-mismatch"


def test_a_macro_puts_labels_on_and_takes_others_off(macro: str, thread: str) -> None:
    for label in ("refund", "angry", "vip"):
        ADMIN.put(f"/v1/labels/{label}", {})
    ADMIN.put("/v1/macros/calm", {"actions": [LABEL, REFUND[3]]})
    Caller().patch(f"/v1/conversations/{thread}", {"labels": ["angry", "vip"]})
    assert run(thread, "calm", slots={}).body["conversation"]["labels"] == ["refund", "vip"]
    assert ADMIN.delete("/v1/labels/angry").status == 204
    assert ADMIN.delete("/v1/labels/refund").body["named_by"] == ["macros/calm"]


def test_a_macro_writes_a_note_that_somebody_finds(macro: str, thread: str) -> None:
    ADMIN.put("/v1/agents/bo", {})
    note = {"type": "note", "text": "For the shift after us.", "mentions": ["bo"]}
    assert ADMIN.put("/v1/macros/note", {"actions": [note]}).status == 201
    for _ in range(2):
        [done] = run(thread, "note", "k", slots={}).body["done"]
    assert told(thread)[1] == ["For the shift after us."]
    [found] = Caller(agent="bo").get("/v1/mentions").body["items"]
    assert found["message_id"] == done["message_id"]
    assert ADMIN.delete("/v1/agents/bo").body["named_by"] == ["macros/note"]


@pytest.mark.parametrize(
    ("said_", "pointer"),
    [({"slots": {}}, "#/slots/amount"), ({"slots": {"amount": "9", "x": "y"}}, "#/slots/x")],
)
def test_everything_is_checked_before_anything_is_done(
    macro: str, thread: str, said_: dict[str, Any], pointer: str
) -> None:
    refused = run(thread, **said_)
    assert [error["pointer"] for error in refused.body["errors"]] == [pointer]
    assert (told(thread), audits()) == (([], [], []), [])


def test_a_closed_window_and_a_newer_answer_refuse_the_whole(
    macro: str, thread: str, the_time: SteppingClock
) -> None:
    backwards = {"actions": [REFUND[3], REFUND[1]]}
    ADMIN.put("/v1/macros/last", backwards)
    [newest] = Caller().get(f"/v1/conversations/{thread}/messages").body["items"]
    Caller().post(f"/v1/conversations/{thread}/messages", {"text": "I have it."})
    newer = run(thread, "last", slots={}, seen_through=newest["id"])
    assert (newer.problem, newer.body["action"]) == ("newer-reply", 1)
    the_time.advance(hours=25)
    closed = run(thread, "last", slots={})
    assert (closed.problem, closed.body["action"]) == ("window-closed", 1)
    assert told(thread)[1] == []


def test_what_is_refused_on_the_way_says_where_and_goes_on_later(
    macro: str, ana: Caller, the_time: SteppingClock
) -> None:
    ADMIN.put("/v1/macros/last", {"actions": [REFUND[3], REFUND[1]]})
    counted, mine = (thread_of(name, the_time) for name in ("counted", "mine"))
    _, _, assigned, _ = faults.lasting_points(lambda: run(counted, "last", slots={}))
    faults.run_until(assigned, lambda: run(mine, "last", "k", slots={}))
    the_time.advance(hours=25)
    closed = run(mine, "last", "k", slots={})
    assert (closed.problem, closed.body["action"]) == ("window-closed", 1)
    said(mine, "again", the_time.now)
    assert run(mine, "last", "k", slots={}).status == 200
    assert told(mine)[:2] == (["Bye. Ana"], ["Look whether it has come."])


@pytest.mark.parametrize(
    ("action", "pointer"),
    [
        ({"type": "reply", "reply": "gone"}, "#/actions/0"),
        ({"type": "assign", "team": "gone"}, "#/actions/0"),
        ({"type": "assign"}, "#/actions/0/assign"),
        ({"type": "change"}, "#/actions/0/change"),
        ({"type": "change", "status": "open", "snooze_ms": HOUR_MS}, "#/actions/0/change"),
        ({"type": "labels", "add": ["gone"]}, "#/actions/0"),
        ({"type": "dance"}, "#/actions/0"),
    ],
)
def test_what_cannot_be_done_is_pointed_at(
    cloud: Any, the_time: SteppingClock, action: dict[str, Any], pointer: str
) -> None:
    answer = ADMIN.put("/v1/macros/a", {"actions": [action]})
    assert answer.problem == "invalid-request"
    assert [error["pointer"] for error in answer.body["errors"]] == [pointer]


def test_what_a_macro_names_stays(macro: str) -> None:
    for named in ("replies/bye", "teams/billing"):
        refused = ADMIN.delete(f"/v1/{named}")
        assert (refused.problem, refused.body["named_by"]) == ("in-use", ["macros/refund"])


def test_readers_run_and_agents_write_none(macro: str, thread: str) -> None:
    path = f"/v1/conversations/{thread}/macros/refund"
    assert Caller("readonly").post(path, {}).problem == "forbidden"
    assert Caller(channels="line").post(path, {}).problem == "not-found"
    assert Caller().put("/v1/macros/refund", {"actions": REFUND}).problem == "forbidden"
    assert run(thread, "gone").problem == "not-found"
