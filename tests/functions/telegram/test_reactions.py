"""Reactions are what is on a message now; taking all off is a reaction too."""

from typing import Any

import pytest

from tests.events import load, payload_of
from tests.functions.telegram.reading import kind, noted, read


@pytest.mark.parametrize(
    ("name", "emoji"),
    [
        ("reaction", "👍"),
        ("reactions_two", "❤🔥"),
        ("reaction_removed", ""),
        ("reaction_custom", ":5368324170671202286:"),
    ],
)
def test_the_emojis_that_are_on_the_message_now(name: str, emoji: str) -> None:
    found = noted(name)
    assert (found.what, found.target, found.at) == ("reaction", "7001:11", 1767225613000)
    assert found.data == {"emoji": emoji, "by": "contact"}


def test_each_change_is_a_fact_of_its_own() -> None:
    names = ("reaction", "reactions_two", "reaction_removed")
    assert len({noted(name).event for name in names}) == 3


def test_a_star_that_was_paid_for_is_not_nothing() -> None:
    change = payload_of(load("telegram", "reaction"))["message_reaction"]
    found: Any = read(message_reaction={**change, "new_reaction": [{"type": "paid"}]})
    assert found.data["emoji"] == ":paid:"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"new_reaction": None}, "no new_reaction"),
        ({"new_reaction": ["👍"]}, "no reaction"),
        ({"user": {"id": 1, "is_bot": True}}, "done by a bot"),
        ({"chat": {"id": -1001, "type": "supergroup"}}, "not a private chat"),
    ],
)
def test_a_reaction_that_cannot_be_used_says_why(changed: dict[str, Any], reason: str) -> None:
    change = payload_of(load("telegram", "reaction"))["message_reaction"]
    assert kind(read(message_reaction={**change, **changed})) == reason
