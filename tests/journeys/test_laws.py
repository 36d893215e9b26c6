"""Histories made by hand, one for each law that it breaks, and beside it one that keeps it."""

import json
from typing import Any

import pytest

from shared import keys
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.ids import MessageId
from shared.keys import lists
from shared.table import Item, to_wire
from tests.journeys import outgoing, waiting
from tests.journeys.platform import Taken
from tests.journeys.watch import Watch

DAY = 86_400_000
FIRST, SECOND = "C#first", "C#second"


def watch(*written: Item) -> Watch:
    """That has seen ``written``. Ana has room for 2 and is there, Ben is not."""
    seen = Watch(capacities={"ana": 2, "ben": 2}, weights={"ana": {"telegram": 2}})
    presence = {"pk": lists.AGENTS, "sk": "ana", "kind": "agent-state", "presence": "online"}
    for item in (presence, *written):
        seen.see({"dynamodb": {"NewImage": to_wire(item)}})
    return seen


def stands(pk: str, channel: str = "whatsapp") -> Item:
    return {"pk": pk, "sk": keys.SUMMARY, "kind": "summary", "channel": channel, "version": 0}


def decided(pk: str = FIRST, version: int = 1, **said: Any) -> Item:
    snapshot = {"owner": "bot", "status": "open", "consent": "unknown"}
    about = {"by": "workflow:inbound", "why": "", "at": version}
    key = {"pk": pk, "sk": keys.decision_sk(version), "kind": "decision", "version": version}
    return {**key, **snapshot, **about, **said}


def given(to: str, pk: str = FIRST, version: int = 1, **said: Any) -> Item:
    return decided(pk, version, owner=f"agent:{to}", **said)


def said(ref: str, at: int = 5, pk: str = FIRST, **more: Any) -> Item:
    """By the bot, if not told."""
    about = {"channel": "whatsapp", "direction": "outbound", "author_kind": "bot", "type": "text"}
    key = {"pk": pk, "sk": keys.message_sk(at, ref), "kind": "message"}
    return {**key, **about, "status": "sent", "received_at": at, "content": "{}", **more}


def asked(at: int = 1, **more: Any) -> Item:
    return said("asked", at, direction="inbound", author_kind="contact", **more)


def by_people(ref: str) -> Item:
    return said(ref, 1, author_kind="agent")


def note(what: str, at: int, ref: str = "note") -> Item:
    content = json.dumps({"event": what})
    return said(ref, at, direction="note", author_kind="system", content=content)


def went(*messages: Item) -> list[Taken]:
    return [Taken(str(MessageId.of(message)), 9, message) for message in messages]


OUT = decided(consent="out")
TWO_CHATS = stands(FIRST, "telegram"), stands(SECOND, "telegram")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ([given("ana"), decided()], "decision 1 after 1"),
        ([given("ana"), decided(version=2)], ""),
        ([given("ana", "C#1"), given("ana", "C#2"), given("ana", "C#3")], "given too much"),
        ([given("ana", "C#1"), given("ana", "C#2")], ""),
        ([*TWO_CHATS, given("ana", FIRST), given("ana", SECOND)], "given too much"),
        ([*TWO_CHATS, given("ana", FIRST), given("ana", SECOND, by="agent:ana")], ""),
        ([given("ben")], "is not there"),
        ([given("ben", by="agent:ben")], ""),
        ([OUT, said("a")], "accepted after the opt-out"),
        ([OUT, said("a", purpose=OPT_OUT_CONFIRMATION)], ""),
        ([OUT, said("a", author_kind="agent")], ""),
        ([OUT, decided(version=2, consent="in"), said("a")], ""),
    ],
)
def test_of_what_is_written(written: list[Item], wrong: str) -> None:
    found = watch(*written).wrongs
    assert [wrong in one for one in found] == [True] * bool(wrong)


BY_ANA = given("ana", by="agent:ana")
TEMPLATE = said("a", type="template", author_kind="agent")


@pytest.mark.parametrize(
    ("written", "message", "now", "wrong"),
    [
        ([], said("a"), DAY, "sent into a closed window"),
        ([], said("a", author_kind="agent"), DAY, "sent into a closed window"),
        ([], said("a"), DAY - 1, ""),
        ([], said("a", channel="telegram"), DAY, ""),
        ([], TEMPLATE, DAY, ""),
        ([said("a"), OUT], said("a"), 1, "sent after the opt-out"),
        ([OUT], TEMPLATE, 1, "sent after the opt-out"),
        ([OUT], said("a", author_kind="agent"), 1, ""),
        ([said("a"), BY_ANA], said("a"), 1, "sent after an agent had taken over"),
        ([said("a"), BY_ANA], said("a", author_kind="agent"), 1, ""),
        ([BY_ANA, said("a")], said("a"), 1, ""),
        ([said("a"), given("ana")], said("a"), 1, ""),  # by the run that said it
        ([said("a"), decided(by="agent:ana")], said("a"), 1, ""),  # the bot has it still
    ],
)
def test_of_what_goes_out(written: list[Item], message: Item, now: int, wrong: str) -> None:
    assert outgoing.wrong(message, watch(*written), 0, now) == wrong


def test_nothing_goes_twice() -> None:
    assert outgoing.twice(watch(), went(said("a"), said("b"), said("a"))) == ["first.5.a"]
    assert outgoing.twice(watch(), went(said("a"), said("b"))) == []


def test_what_was_held_goes_in_its_order() -> None:
    one, other = said("b", 5, status="held"), said("a", 6, status="held")
    assert outgoing.in_disorder(watch(one, other), went(other, one)) == ["first"]
    assert outgoing.in_disorder(watch(one, other), went(one, said("c"), other)) == []


def test_nobody_is_asked_how_it_was_whom_people_did_not_answer() -> None:
    survey = said("s", author_kind="system", rule="survey:csat")
    by_itself = decided(status="resolved")
    assert outgoing.asked_too_often(watch(by_itself, survey), []) == [FIRST]
    by_ana = decided(status="resolved", by="agent:ana")
    assert outgoing.asked_too_often(watch(by_ana, survey), []) == []


REMINDED = note("window-reminder", 2)
BREACHED = note("service-level-breach", 2, "breach")
WARNED = note("service-level-warning", 2, "warning")
ANSWER = said("answer", 2)


def story(*later: Item, **more: Any) -> waiting.Story:
    """Of a question that waits for the team."""
    first: dict[str, Any] = {"asked": asked(), "log": [asked(), *later], "decisions": []}
    stands = {"owner": "team:sales", "status": "open", "promised": True}
    return waiting.Story(**{**first, **stands, **more})


NEVER_REMINDED = "team:sales was never reminded before the window closed"
NEVER_HEARD = "team:sales never heard that a promise was broken"
CHAT = asked(channel="telegram")
CHATTED: dict[str, Any] = {"asked": CHAT, "log": [CHAT]}


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (story(), NEVER_REMINDED),
        (story(REMINDED, BREACHED), ""),
        (story(BREACHED, WARNED), NEVER_REMINDED),  # another notice is none of this kind
        (story(REMINDED, WARNED), NEVER_HEARD),
        (story(REMINDED, promised=False), ""),
        (story(**CHATTED), NEVER_HEARD),  # a channel without a window has its promises
        (story(**CHATTED, promised=False), ""),
        (story(log=[REMINDED, BREACHED, asked()]), NEVER_REMINDED),  # that was before
        (story(log=[BREACHED, by_people("x"), asked(), REMINDED]), NEVER_HEARD),
        (story(owner="bot"), "forgotten, and left to bot"),
        (story(REMINDED, owner="bot"), "forgotten, and left to bot"),
        (story(REMINDED, owner="bot", decisions=[decided(by="agent:ana")]), ""),
        (story(ANSWER), ""),
        (story(said("a", 2, rule="greeting")), NEVER_REMINDED),
        (story(said("a", 2, status="queued")), NEVER_REMINDED),
        (story(said("a", 2, author_kind="system")), NEVER_REMINDED),
        (story(BREACHED, said("a", 2, status="failed")), ""),
        (story(decisions=[decided(status="resolved", at=2)]), ""),
        (story(decisions=[decided(status="resolved", at=0)]), NEVER_REMINDED),
    ],
)
def test_of_who_waits(told: waiting.Story, wrong: str) -> None:
    assert waiting.wrong(told) == wrong
