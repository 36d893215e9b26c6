"""How far back a message is looked for that an annotation names by the platform's id only: what
that costs does not grow with the conversation."""

from typing import Any, Final

import pytest

from functions.follow_log import annotations
from shared import keys
from shared.table import Item
from tests.bench.laying import lay
from tests.bench.metering import metered
from tests.clock import SteppingClock
from tests.functions.follow_log.following import come, place, stored
from tests.functions.follow_log.log import DAY, NOON, PHONE, noted, ref, said
from tests.functions.follow_log.stream_reader import StreamReader

# More than is looked at: 25, and two pages of a hundred that begin where the last one ended.
BEYOND: Final = 225


@pytest.fixture
def stream(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def talked(stream: StreamReader, length: int, identity: str = PHONE) -> list[Item]:
    """A conversation of ``length`` messages, the newest first."""
    first = said(f"wamid.first.{identity}", NOON, identity=identity)
    come(stream, first)
    moments = (NOON - DAY - n for n in range(1, length))
    older = [{"sk": keys.message_sk(at, ref(f"wamid.{at}"))} for at in moments]
    lay(first, older)
    return [first, *({**first, **changed} for changed in older)]


def name_of(message: Item) -> str:
    return f"wamid.{int(message['sk'].split('#')[1])}"


def like(target: str) -> Item:
    return noted("reaction", target, "r", NOON, emoji="x", by="contact")


def take_back(target: str, identity: str = PHONE) -> Item:
    return noted("revoke", target, "revoke", NOON, identity=identity, by="contact")


def cost(stream: StreamReader, annotation: Item) -> tuple[float, int]:
    """Read units and queries of an annotation whose message never comes."""
    with metered() as readings:
        come(stream, annotation)
    return readings.reads(), readings.calls["", "dynamodb.Query"]


def test_a_message_that_never_comes_costs_the_same_in_a_talk_of_any_length(
    stream: StreamReader,
) -> None:
    costs: dict[int, list[tuple[float, int]]] = {}
    for length in (10, BEYOND, 1_000, 2_000):
        who = f"34600{length}"
        talked(stream, length, who)
        foreign = [
            noted("status", "wamid.1", "read", NOON, identity=who, status="read"),
            noted("reaction", "wamid.2", "r", NOON, identity=who, emoji="x", by="contact"),
            noted("edit", "wamid.3", "e", NOON, identity=who, text="", by="contact"),
        ]
        costs[length] = [cost(stream, one) for one in foreign]
    assert costs[BEYOND] == costs[1_000] == costs[2_000]
    # Three pages, and three once the summary says that it is awaited.
    assert {queries for _, queries in costs[2_000]} == {6}
    assert [queries for _, queries in costs[10]] == [2, 2, 2]
    assert max(costs[10]) < min(costs[2_000])


def test_what_never_came_and_is_taken_back_costs_the_same_from_some_length_on(
    stream: StreamReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotations, "_LONG_AGO", (10, 4))
    costs = []
    for length in (300, 600):
        talked(stream, length, f"34600{length}")
        costs.append(cost(stream, take_back("wamid.never", f"34600{length}")))
    assert costs[0] == costs[1]
    assert costs[0][1] == 2 * (3 + 4)


def test_every_message_among_those_looked_at_is_found(stream: StreamReader) -> None:
    messages = talked(stream, 300)[1:]
    for back in (0, 23, 24, 25, 122, 123, 124, 221):
        come(stream, like(name_of(messages[back])))
        assert stored(messages[back])["reactions"]["contact"]["emoji"] == "x", back
    assert "awaited" not in place()


def test_what_is_said_of_one_further_back_stays_in_the_log(stream: StreamReader) -> None:
    message = talked(stream, 300)[BEYOND]
    said_of_it = like(name_of(message))
    come(stream, said_of_it)
    assert "reactions" not in stored(message)
    assert stored(said_of_it)["what"] == "reaction"


def test_what_a_customer_takes_back_goes_also_if_it_was_said_long_ago(stream: StreamReader) -> None:
    messages = talked(stream, 1_300)
    for back in (1, BEYOND, 1_200):
        come(stream, take_back(name_of(messages[back])))
        assert stored(messages[back])["text"] == "", back
        assert stored(messages[back])["revoked_at"] == NOON
