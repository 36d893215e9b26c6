"""Handing a conversation over: to an agent, to a team's queue, back to the bot."""

import pytest

from shared import keys, table
from shared.configuration import stored
from shared.routing import agents
from tests.functions.agent_api.caller import Answer, Caller


@pytest.fixture
def bo(ana: Caller) -> None:
    """Of sales, registered, and there."""
    stored.put("agents", "bo", {"teams": ["sales"], "capacity": 1}, by="admin")
    assert ana.put("/v1/agents/bo/presence", {"presence": "online"}).status == 403
    there = Caller("agent", "bo").put("/v1/agents/bo/presence", {"presence": "online"})
    assert (there.status, there.body["presence"], there.body["load"]) == (200, "online", 0)


def hand_over(ana: Caller, thread: str, key: str | None = None, **to: object) -> Answer:
    return ana.post(f"/v1/conversations/{thread}/assign", to, key)


def notes(thread: str) -> list[str]:
    found = table.query(keys.conversation_pk(thread), "M#", "M#~")
    return [item["text"] for item in found if item["direction"] == "note"]


def queue() -> list[str]:
    return [item["sk"][0] for item in table.query("Q#sales", "0", "9~")]


def test_a_note_says_why_and_stands_in_the_line(ana: Caller, bo: None, thread: str) -> None:
    answer = hand_over(ana, thread, assignee="bo", note="He speaks Basque.")
    assert (answer.status, answer.body["owner"], answer.body["assignee"]) == (200, "agent:bo", "bo")
    assert notes(thread) == ["He speaks Basque."]
    [decision] = table.query(keys.conversation_pk(thread), "D#", "D#~")
    assert (decision["why"], decision["by"]) == ("He speaks Basque.", "agent:ana")
    shown = ana.get(f"/v1/conversations/{thread}/messages").body["items"][0]
    assert (shown["direction"], shown["type"], shown["author"]["id"]) == ("note", "event", "ana")
    assert shown["content"] == {"event": "handed-over", "from": "bot", "to": "agent:bo"}
    lines = ana.get(f"/v1/messages/{shown['id']}/why").body["lines"]
    assert {line["why"] for line in lines} == {"He speaks Basque."}


def test_the_same_call_again_is_one_hand_over(ana: Caller, bo: None, thread: str) -> None:
    for _ in range(2):
        answer = hand_over(ana, thread, "k", assignee="bo", note="Yours.")
        assert answer.body["owner"] == "agent:bo"
    assert notes(thread) == ["Yours."]
    assert agents.state("bo").load == 1
    other = hand_over(ana, thread, "k", owner="bot")
    assert (other.status, other.problem) == (409, "idempotency-mismatch")


def test_to_a_team_it_waits_and_back_to_the_bot_it_does_not(
    ana: Caller, bo: None, thread: str
) -> None:
    waiting = hand_over(ana, thread, team="sales", priority="high", skills=["refunds"]).body
    assert (waiting["owner"], waiting["team"], queue()) == ("team:sales", "sales", ["1"])
    assert (waiting["priority"], waiting["skills"]) == ("high", ["refunds"])
    assert waiting["queued_since"] == "2026-01-01T00:01:00.000Z"
    urgent = ana.patch(f"/v1/conversations/{thread}", {"priority": "urgent"})
    assert (urgent.body["priority"], urgent.body["status"], queue()) == ("urgent", "open", ["0"])
    back = hand_over(ana, thread, owner="bot", note="It was about opening times.").body
    assert (back["owner"], back["queued_since"], queue()) == ("bot", None, [])


def test_what_is_there_already_keeps_what_was_said(ana: Caller, bo: None, thread: str) -> None:
    hand_over(ana, thread, owner="bot", note="Stay there.")
    assert notes(thread) == ["Stay there."]


def test_an_agents_answer_takes_it_out_of_the_queue(ana: Caller, bo: None, thread: str) -> None:
    hand_over(ana, thread, team="sales")
    message = {"type": "text", "text": "Hello!"}
    answered = Caller("agent", "bo").post(f"/v1/conversations/{thread}/messages", message)
    assert (answered.status, queue(), agents.state("bo").load) == (202, [], 1)
    ana.patch(f"/v1/conversations/{thread}", {"status": "resolved"})
    assert agents.state("bo").load == 0


def test_capacity_is_not_asked_about_where_a_person_decides(
    ana: Caller, bo: None, thread: str
) -> None:
    stored.put("agents", "bo", {"teams": ["sales"], "capacity": 0}, by="admin")
    hand_over(ana, thread, assignee="bo")
    assert agents.state("bo").load == 1


def test_the_team_becomes_that_of_whom_it_is_handed_to(ana: Caller, bo: None, thread: str) -> None:
    stored.put("agents", "cy", {"teams": ["sales", "help"]}, by="admin")
    assert hand_over(ana, thread, assignee="cy").body["team"] is None, "either may be meant"
    assert hand_over(ana, thread, assignee="bo", note="A sale.").body["team"] == "sales"
    assert hand_over(ana, thread, assignee="cy").body["team"] == "sales"
    assert hand_over(ana, thread, team="help").body["team"] == "help"
    assert hand_over(ana, thread, assignee="nobody-knows").body["team"] == "help"
    said = ana.get(f"/v1/conversations/{thread}/messages").body["items"]
    [note] = [one for one in said if one["text"] == "A sale."]
    lines = ana.get(f"/v1/messages/{note['id']}/why").body["lines"]
    assert "team: none → sales" in " ".join(line["what"] for line in lines)


def test_who_answers_has_it_for_the_own_team(ana: Caller, bo: None, thread: str) -> None:
    Caller("agent", "bo").post(f"/v1/conversations/{thread}/messages", {"text": "Hello!"})
    assert ana.get(f"/v1/conversations/{thread}").body["team"] == "sales"


@pytest.mark.parametrize("to", [{}, {"team": "sales", "owner": "bot"}, {"assignee": "Ana!"}])
def test_it_goes_to_one_who_has_a_name(ana: Caller, thread: str, to: dict[str, str]) -> None:
    assert hand_over(ana, thread, **to).status == 422


def test_a_reader_hands_nothing_over(ana: Caller, thread: str) -> None:
    assert hand_over(Caller("readonly"), thread, owner="bot").status == 403
