"""What a bot answers is as agreed, or it is no answer."""

import json
from typing import Any

import pytest

from shared.configuration import Next
from shared.planning.bot_answers import BotAnswer, read


def test_everything_that_a_bot_may_say_is_read() -> None:
    choice = {"id": "a", "title": "A"}
    said = {
        "messages": [{"text": "One"}, {"text": "Two", "choices": [choice]}],
        "attributes": {"plan": "gold"},
        "handover": {"team": "sales", "skills": ["tax"]},
        "end": True,
    }
    then = Next(team="sales", skills=("tax",), people=True)
    told = BotAnswer(("One", "Two"), (choice,), {"plan": "gold"}, then, True)
    assert read(json.dumps(said).encode()) == told
    assert read(b"{}") == BotAnswer()


@pytest.mark.parametrize(
    "said",
    [
        [],
        {"messages": "hello"},
        {"messages": [{"text": "a"}] * 6},
        {"messages": [{"text": ""}]},
        {"messages": [{"text": "x" * 5000}]},
        {"messages": [{"text": "a", "choices": [{"id": "a"}]}]},
        {"attributes": {"a": 1}},
        {"messages": [{"text": " \n"}]},
        {"messages": [{"text": "\ud83d"}]},
        {"attributes": {"plan": "\ud83d"}},
        {"attributes": {"a/b": "c"}},
        {"attributes": {"x" * 41: "c"}},
        {"handover": {"bot": "other"}},
        {"handover": {"priority": "hihg"}},
        {"handover": {"team": 7}},
        {"handover": {"team": "Sales team"}},
        {"handover": {"agent": "a#b"}},
        {"handover": "sales"},
    ],
)
def test_anything_else_is_none(said: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(json.dumps(said).encode())


def test_what_is_nested_too_deep_is_none() -> None:
    with pytest.raises(ValueError, match="deep"):
        read(b"[" * 60_000)
