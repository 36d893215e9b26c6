"""Which decisions a message is explained by."""

from typing import Any

import pytest

from functions.agent_api import following
from shared.ids import MessageId
from shared.table import Item
from tests import log

MESSAGE = log.inbound("m1", 100)
NAME = str(MessageId.of(MESSAGE))
ANOTHER = f"{log.CONVERSATION}.200.m2"


def decided(version: int, at: int, cause: str, **fields: Any) -> Item:
    of = {"pk": log.PK, "version": version, "at": at, "cause": cause}
    return {**of, "by": "workflow:inbound", "owner": "agent:ana", "status": "open", **fields}


def told(*decisions: Item, next_at: int | None = None, message: Item = MESSAGE) -> list[int]:
    return [found["version"] for found in following.of(message, decisions, next_at)]


TO_TEAM = decided(1, 100, NAME, owner="team:sales")
ROUTED = decided(2, 300, "queue")


def test_what_was_decided_before_it_is_none_of_it() -> None:
    before = decided(1, 50, "token:t")
    assert told(before, decided(2, 100, NAME), decided(3, 300, "token:t")) == [2, 3]
    assert told(before) == []


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (decided(2, 300, "queue"), [1, 2]),
        (decided(2, 200, ANOTHER), [1, 2]),  # the next message ended its wait
        (decided(2, 200, ANOTHER, owner="team:sales", consent="out"), [1, 3]),
        (decided(2, 300, "token:t", owner="team:sales", priority="urgent"), [1, 3]),
    ],
)
def test_after_the_next_message_it_tells_only_of_the_end_of_its_wait(
    second: Item, expected: list[int]
) -> None:
    after = decided(3, 400, "token:t", status="resolved")
    assert told(TO_TEAM, second, after, next_at=200) == expected


def test_without_a_next_message_it_tells_on_until_one_causes_a_decision() -> None:
    silence = decided(3, 400, f"silence:{log.CONVERSATION}.350.a", status="resolved")
    again = decided(4, 500, ANOTHER)
    assert told(TO_TEAM, ROUTED, silence, again, decided(5, 600, "token:t")) == [1, 2, 3]


@pytest.mark.parametrize("by", ["agent:ana", "workflow:echo"])
def test_an_answer_of_ours_is_no_next_message(by: str) -> None:
    assert told(TO_TEAM, decided(2, 300, ANOTHER, by=by)) == [1, 2]


def test_what_a_person_decides_between_its_coming_and_its_own_decision_is_told() -> None:
    assert told(decided(1, 110, "token:t"), decided(2, 100, NAME)) == [1, 2]


def test_ours_tells_what_names_it_alone() -> None:
    ours = {**MESSAGE, "direction": "outbound"}
    silence = decided(3, 400, f"silence:{NAME}")
    assert told(decided(1, 100, NAME), ROUTED, silence, message=ours) == [1, 3]


def test_no_more_of_others_than_ten() -> None:
    others = [decided(n, 100 + n, f"token:{n}") for n in range(2, 40)]
    assert told(TO_TEAM, *others) == list(range(1, 2 + following.MOST))


def test_of_two_ids_that_became_one_the_others_decisions_count_from_then_on() -> None:
    other = [decided(7, at, "queue", pk="C#other") for at in (50, 200, 300)]
    own = decided(2, 250, "token:t", owner="team:sales")
    assert told(*other, TO_TEAM, own) == [7, 1, 2]
