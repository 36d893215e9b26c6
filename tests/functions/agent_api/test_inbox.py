"""The inbox with many conversations: spread over parts, in pages that lose and repeat nothing."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from functions.agent_api import inbox
from functions.sweep.sweep import lambda_handler as sweep
from shared import configuration, deciding, ids, inbox_parts, keys, table
from shared import settings as settings_module
from shared.configuration import stored
from shared.conversations import conversation_of
from shared.table import Item
from tests.bench.laying import lay
from tests.bench.metering import metered
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import MINUTE, conversation

OWNERS = ("bot", "team:sales", "agent:ana")


@pytest.fixture
def shards(monkeypatch: pytest.MonkeyPatch) -> Any:
    def deploy(many: int) -> None:
        """A new environment is a new process."""
        monkeypatch.setenv("INBOX_SHARDS", str(many))
        settings_module.settings.cache_clear()
        configuration.forget()

    return deploy


def put(number: int, at: int, owner: str = "bot", status: str = "open", **more: Any) -> str:
    """Put the summary of one of many conversations as the follower would; returns its id."""
    ident = ids.digest(str(number))
    part = inbox_parts.part_of(owner, status, ident)
    conversation(ident, at, owner=owner, status=status, inbox=part, **more)
    return ident


def pages(ana: Caller, **query: Any) -> Iterator[list[str]]:
    while True:
        answer = ana.get("/v1/conversations", **query)
        assert answer.status == 200, answer
        yield [item["id"] for item in answer.body["items"]]
        if answer.body["next_cursor"] is None:
            return
        query["cursor"] = answer.body["next_cursor"]


def test_a_bot_and_a_team_are_spread_an_agent_is_not(cloud: Any, shards: Any) -> None:
    shards(4)
    several = [ids.digest(str(n)) for n in range(64)]
    by_owner = [{inbox_parts.part_of(one, "open", i) for i in several} for one in OWNERS]
    assert [len(parts) for parts in by_owner] == [4, 4, 1]
    assert by_owner[0] == set(inbox_parts.parts_of(["bot"], ["open"]))
    decided = {"owner": "bot", "status": "open", "by": "x", "at": 1, "version": 1}
    parts = {deciding.registers({}, {"pk": f"C#{i}", **decided})["inbox"] for i in several}
    assert parts == by_owner[0]


@pytest.mark.parametrize("numbers", [(1, 4), (4, 1), (5, 2)])
def test_another_number_of_parts_loses_nobody(
    ana: Caller, the_time: SteppingClock, shards: Any, numbers: tuple[int, int]
) -> None:
    made = []
    for turn, many in enumerate(numbers):
        shards(many)
        sweep({}, None)
        made += [put(10 * turn + n, the_time.now - n * MINUTE) for n in range(10)]
    [found] = pages(ana, owner="bot", status="open")
    assert sorted(found) == sorted(made)


@pytest.mark.parametrize("seed", range(3))
def test_pages_show_what_rests_once_whatever_else_happens(
    cloud: Any, the_time: SteppingClock, shards: Any, seed: int
) -> None:
    shards(2)
    owners, statuses = ("bot", "agent:ana"), ("open", "resolved")
    chance = random.Random(seed)  # noqa: S311 - nothing secret about it
    at = {n: the_time.now - chance.randrange(60) * MINUTE for n in range(40)}
    ids = {put(n, at[n], chance.choice(owners)): n for n in at}
    moved: set[int] = set()
    seen: list[str] = []
    after: str | None = None
    while True:
        page = inbox.page(owners, statuses, after, 6)
        seen += [conversation_of(entry) for entry in page.entries]
        if page.after is None:
            break
        after = page.after
        the_time.advance(minutes=6)
        for _ in range(3):
            number = chance.randrange(50)
            owner, status = chance.choice(owners), chance.choice(statuses)
            if number in at and chance.random() < 0.5:  # it changes hands where it lies
                put(number, at[number], owner, status)
            else:  # somebody writes, maybe for the first time
                moved.add(number)
                at[number] = the_time.now
                ids[put(number, the_time.now, owner, status)] = number
    assert len(seen) == len(set(seen))
    assert set(range(40)) - {ids[one] for one in seen} <= moved


def test_a_page_costs_the_same_among_a_hundred_and_ten_thousand(
    cloud: Any, the_time: SteppingClock, shards: Any
) -> None:
    shards(2)
    inbox_parts.parts_of(["bot"], ["open"])  # a process reads the settings once
    pattern = table.get(keys.conversation_pk(put(0, the_time.now)), keys.SUMMARY) or {}

    def some(start: int, end: int) -> Iterator[dict[str, str]]:
        for number in range(start, end):
            other, at = ids.digest(str(number)), the_time.now - number * 1000
            part = inbox_parts.part_of("bot", "open", other)
            bucket = keys.inbox_bucket(at, other)
            yield {"pk": keys.conversation_pk(other), "bucket": bucket, "inbox": part}

    units = []
    for start, end in ((1, 100), (100, 10_000)):
        lay(pattern, some(start, end))
        after = keys.inbox_bucket(the_time.now - 30_000, "~" * 26)
        with metered() as readings:
            assert len(inbox.page(["bot"], ["open"], after, 25).entries) == 25
        units.append((readings.reads(), readings.called("dynamodb.Query", [""])))
    assert units[0] == units[1]
    assert units[0][0] <= 2 * 1.0


def test_what_changed_hands_while_it_was_read_is_shown_once(
    ana: Caller, the_time: SteppingClock
) -> None:
    """The index shows a change of parts as two writes, and a reader may come between them."""
    held = conversation("held", the_time.now, owner="agent:ana", assignee="ana")
    table.put({**held, "sk": "B", "inbox": "bot#open#0", "owner": "bot"})
    [found] = pages(ana)
    assert len(found) == 1


def test_a_team_has_what_waits_for_it_and_what_its_people_have(
    ana: Caller, the_time: SteppingClock
) -> None:
    waits = put(1, the_time.now, "team:sales", team="sales")
    with_ana = put(2, the_time.now - 10 * MINUTE, "agent:ana", assignee="ana", team="sales")
    put(3, the_time.now, "agent:ana", assignee="ana", team="support")
    put(4, the_time.now, "bot", team="sales")
    assert list(pages(ana, team="sales")) == [[waits, with_ana]]
    assert list(pages(ana, team="sales", assignee="ana")) == [[with_ana]]


def test_what_a_page_has_read_beyond_its_length_counts_where_little_fits(
    ana: Caller, the_time: SteppingClock
) -> None:
    for n in range(8):
        status = "pending" if n % 2 else "open"
        put(n, the_time.now - n * 10 * MINUTE, status=status, labels=["vip"] if n in (3, 6) else [])
    vip = [len(page) for page in pages(ana, owner="bot", label="vip", limit=3)]
    assert vip == [1, 1]  # of five and of three, though a page has three
    assert list(pages(ana, owner="bot", label="other")) == [[]]


@pytest.mark.parametrize(("kind", "owner"), [("teams", "team:gone"), ("agents", "agent:gone")])
def test_what_a_removed_team_or_agent_has_stays_in_the_inbox(
    ana: Caller, the_time: SteppingClock, kind: str, owner: str
) -> None:
    stored.put(kind, "gone", {}, by="admin")
    left = put(1, the_time.now, owner)
    stored.remove(kind, "gone", by="admin", expected=1)
    assert list(pages(ana)) == [[left]]
    stored.put(kind, "gone", {}, by="admin")
    assert list(pages(ana)) == [[left]]


def test_an_agent_known_by_a_token_only_is_asked_for_at_once(
    ana: Caller, the_time: SteppingClock
) -> None:
    assert list(pages(ana)) == [[]]
    new: Item = {"scope": "agent", "agent": "new"}
    assert Caller(scope="admin").post("/v1/tokens", new).status == 201
    held = put(1, the_time.now, "agent:new", assignee="new")
    assert list(pages(ana)) == [[held]]


def test_who_takes_something_without_a_name_of_its_own_is_asked_for(
    thread: str, ana: Caller
) -> None:
    assert list(pages(ana)) == [[thread]]
    answered = Caller("admin", "").post(f"/v1/conversations/{thread}/messages", {"text": "Hello."})
    assert answered.status == 202
    assert (list(pages(ana)), stored_owner(thread)) == ([[thread]], "agent:admin")
    given = ana.post(f"/v1/conversations/{thread}/assign", {"team": "nobodys"})
    assert (given.status, list(pages(ana))) == (200, [[thread]])


def stored_owner(thread: str) -> Any:
    return (table.get(f"C#{thread}", keys.SUMMARY) or {})["owner"]


def test_whom_a_workflow_gives_something_is_asked_for_it_and_noted_once(
    thread: str, ana: Caller
) -> None:
    def give(owner: str) -> int:
        with metered() as readings:
            deciding.decide(
                {"owner": owner},
                by="workflow:inbound",
                why="a bot said so",
                cause="m",
                at=1,
                expected=table.get(f"C#{thread}", keys.SUMMARY) or {},
            )
        return sum(units > 0 for (_, kind), units in readings.written.items() if kind == "settings")

    assert [give("team:of-a-bot"), give("bot"), give("team:of-a-bot")] == [1, 0, 0]
    assert list(pages(ana)) == [[thread]]


@pytest.mark.parametrize(
    "other",
    [
        {"status": "open"},
        {"owner": "bot"},
        {"assignee": "ana"},
        {"team": "sales"},
        {"channel": "whatsapp"},
        {"account": "main"},
        {"label": "vip"},
    ],
)
def test_a_cursor_is_good_for_its_filters_only(
    ana: Caller, the_time: SteppingClock, other: dict[str, str]
) -> None:
    for number in range(2):
        put(number, the_time.now)
    after = ana.get("/v1/conversations", limit=1).body["next_cursor"]
    assert ana.get("/v1/conversations", limit=1, cursor=after).status == 200
    refused = ana.get("/v1/conversations", limit=1, cursor=after, **other)
    assert (refused.status, refused.problem) == (400, "invalid-cursor")
