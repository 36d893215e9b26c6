"""Our messages in Messenger's words."""

from typing import Any

from functions.messenger.render import render
from tests.functions.follow_log.log import id_of, ours


def message(**fields: Any) -> dict[str, Any]:
    return ours(status="sending", **fields)


def test_our_id_rides_along_and_comes_back_with_the_echo() -> None:
    sent = message(text="Hi")
    assert render(sent)["message"] == {"text": "Hi", "metadata": id_of(sent)}


def test_a_reaction_carries_none() -> None:
    sent = message(type="reaction", text="", content='{"emoji":"👍"}', reply_to="m_1")
    assert "message" not in render(sent)
