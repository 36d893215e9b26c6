"""A move: who comes by the link is the same person, with the same people; nobody else is."""

import json
from typing import Any

import pytest

from shared import conversations, deciding, table
from shared.conversations import contact_of
from shared.links import moves
from shared.people import merging, persons
from tests import faults, log
from tests.clock import SteppingClock
from tests.functions.orchestrate.arrivals import (
    TELEGRAM,
    TELEGRAM_PK,
    move,
    name,
    notes,
    said,
    started,
    there,
    woken,
)
from tests.functions.orchestrate.runs import as_before, dump


@pytest.fixture(autouse=True)
def with_ana(cloud: Any, the_time: SteppingClock) -> None:
    """A conversation on WhatsApp, which an agent has."""
    said("hello", the_time.now, "Hi")
    log.decide_now(owner="agent:ana", assignee="ana", team="sales", priority="high", labels=["vip"])
    the_time.advance(minutes=1)


def joined() -> bool:
    return contact_of(there()) == log.CONVERSATION


def untouched() -> bool:
    summary = there()
    lone = not joined() and not notes(TELEGRAM_PK) and not notes(log.PK)
    return lone and (summary["owner"], summary["version"]) == ("bot", 0)


def test_who_comes_by_the_link_is_one_person_and_with_the_same_agent(
    the_time: SteppingClock,
) -> None:
    came = started("start", the_time.now, move(reason="has no WhatsApp at work"))
    assert woken(came) == []
    assert joined()
    assert persons.find(TELEGRAM) == persons.find(log.CONVERSATION)
    summary = there()
    had = [summary.get(name) for name in ("owner", "assignee", "team", "priority", "status")]
    assert had == ["agent:ana", "ana", "sales", "high", "open"]
    assert summary["labels"] == ["vip"]


def test_both_lines_tell_it_once(the_time: SteppingClock) -> None:
    came = started("start", the_time.now, move(reason="roaming"))
    for _ in range(2):
        woken(came)
    (here,), (left,) = notes(TELEGRAM_PK), notes(log.PK)
    assert json.loads(here["content"]) == {
        "event": "moved-here",
        "from": log.CONVERSATION,
        "channel": "whatsapp",
        "account": "main",
        "merged": True,
        "reason": "roaming",
    }
    told = json.loads(left["content"])
    assert (told["event"], told["to"], told["channel"]) == ("moved-on", TELEGRAM, "telegram")
    assert here["sent_at"] == left["sent_at"] == came["received_at"]


def test_a_token_in_a_text_does_as_well(the_time: SteppingClock) -> None:
    item = {**started("start", the_time.now, "x"), "content": "{}"}
    item["text"] = f"Hello (REF {move().upper()})"
    table.put(item)
    woken(item)
    assert joined()


def test_a_forged_token_is_an_ordinary_message(the_time: SteppingClock) -> None:
    token = move()
    for forged in (
        ("a" if token[0] != "a" else "b") + token[1:],  # another move
        token[:20] + ("a" if token[20] != "a" else "b") + token[21:],  # a later end
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        "a" * 40,
    ):
        with faults.injected() as calls:
            assert woken(started(forged, the_time.now, forged)) == []
        assert untouched()
        assert not {"UpdateItem", "TransactWriteItems"} & set(calls.operations)


def test_a_token_that_is_over_is_an_ordinary_message(the_time: SteppingClock) -> None:
    token = move(minutes=60)
    the_time.advance(minutes=60)
    woken(started("start", the_time.now, token))
    assert untouched()


def test_a_token_that_came_in_time_counts_though_it_is_handled_late(
    the_time: SteppingClock,
) -> None:
    came = started("start", the_time.now, move(minutes=60))
    the_time.advance(hours=2)
    woken(came)
    assert joined()


def test_a_token_for_another_account_is_an_ordinary_message(the_time: SteppingClock) -> None:
    said_of = {"channel": "telegram", "account": "shop", "conversation": log.CONVERSATION}
    other = moves.begin("x", {**said_of, "by": "agent:ana"}, minutes=60, noted_as="agent:ana")
    woken(started("start", the_time.now, moves.token_of(other)))
    assert untouched()


def test_a_token_is_good_for_one_use(the_time: SteppingClock) -> None:
    token = move()
    woken(started("start", the_time.now, token))
    stranger = {**log.inbound("x", the_time.now), "pk": "C#" + "z" * 26, "identity": "7002"}
    stranger |= {"channel": "telegram", "account": "bot", "text": f"(ref {token})"}
    table.put(stranger)
    log.follow(stranger, pk=stranger["pk"])
    assert woken(stranger) == []
    summary = table.get(stranger["pk"], "A") or {}
    assert (contact_of(summary), summary["owner"]) == ("z" * 26, "bot")
    assert len(notes(log.PK)) == 1


def test_a_used_token_does_not_undo_what_was_decided_since(the_time: SteppingClock) -> None:
    token = move()
    came = started("start", the_time.now, token)
    woken(came)
    merging.unmerge(TELEGRAM, by="agent:ben")
    the_time.advance(minutes=1)
    woken(came)
    woken(started("again", the_time.now, token))
    assert not joined()


def test_a_resolved_conversation_begins_a_new_episode_with_the_same_agent(
    the_time: SteppingClock,
) -> None:
    started("before", the_time.now, "x")
    sets = "SET #status = :resolved"
    table.update(TELEGRAM_PK, "A", sets, {":resolved": "resolved"})
    the_time.advance(minutes=1)
    woken(started("start", the_time.now, move()))
    summary = there()
    assert (summary["status"], summary["episode"], summary["owner"]) == ("open", 2, "agent:ana")


def test_who_was_merged_with_somebody_else_stays_so_and_the_line_says_it(
    the_time: SteppingClock,
) -> None:
    started("before", the_time.now, "x")
    other = log.inbound("x", the_time.now) | {"pk": "C#" + "y" * 26}
    log.follow(other, pk=other["pk"])
    merging.merge("y" * 26, TELEGRAM, by="agent:ben", why="told me so")
    the_time.advance(minutes=1)
    woken(started("start", the_time.now, move()))
    assert contact_of(there()) == "y" * 26
    assert json.loads(notes(log.PK)[0]["content"])["merged"] is False
    assert there()["owner"] == "agent:ana"


def test_a_crash_at_any_point_leaves_one_move(the_time: SteppingClock) -> None:
    came = started("start", the_time.now, move())
    before = dump()
    points = faults.lasting_points(lambda: woken(came))
    woken(came)
    done = dump()
    for point in points:
        as_before(before)
        faults.run_until(point, lambda: woken(came))
        assert woken(came) == []
        assert dump() == done
    assert name(came)  # its id names the decision
    summary = conversations.summary(TELEGRAM)
    assert summary
    assert summary["decided_at"] == came["received_at"]


def test_who_was_given_the_conversation_since_keeps_it(the_time: SteppingClock) -> None:
    came = started("start", the_time.now, move())
    the_time.advance(seconds=1)
    deciding.decide(
        {"owner": "agent:ben", "assignee": "ben"},
        by="agent:ben",
        why="took it",
        cause="token:1",
        at=the_time.now,
        expected=there(),
    )
    woken(came)
    assert there()["owner"] == "agent:ben"
    assert joined()
