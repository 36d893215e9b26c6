"""Why the bot said nothing, for each of its reasons."""

from typing import Any

import pytest

from functions.agent_api.silence import why_silent
from shared.standing import FIRST

AT = 1_767_225_600_000
EARLIER = {"received_at": AT - 1}
LATER = {"received_at": AT + 1}


def why(window_open: bool = True, by_bot: tuple[Any, ...] = (), **given: Any) -> str:
    message = {"type": "text", "received_at": AT, **given.pop("message", {})}
    standing = {**FIRST, **given}
    return why_silent(message, standing, window_open=window_open, by_bot=by_bot)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"message": {"content": '{"standby": true}'}}, "Another app"),
        ({"message": {"type": "event"}}, "asks for nothing"),
        ({"by_bot": (LATER,)}, "together"),
        ({"consent": "out"}, "no automatic messages"),
        ({"owner": "agent:ana"}, "with the agent ana"),
        ({"owner": "team:care"}, "with the team care"),
        ({"window_open": False}, "window was closed"),
        ({"by_bot": (EARLIER,)}, "not long before"),
        ({}, "No rule"),
    ],
)
def test_each_reason_is_told(told: dict[str, Any], said: str) -> None:
    assert said in why(**told)


def test_the_nearest_reason_comes_first() -> None:
    assert "Another app" in why(message={"content": '{"standby": true}'}, owner="agent:ana")
    assert "agent ana" in why(owner="agent:ana", window_open=False)
    assert "window was closed" in why(window_open=False, by_bot=(EARLIER,))
