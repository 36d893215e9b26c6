"""May it go now? Owner, consent and window, each at the moment of the call."""

from dataclasses import replace
from typing import Any

import pytest

from shared.channels import WHATSAPP
from shared.delivery.guarding import needs_window, refusal
from shared.errors import MessageRejected, OptedOut, Permanent, WindowClosed

NOW = 1_767_225_600_000
BOT_S = {"type": "text", "author_kind": "bot", "purpose": "reply"}
SYSTEM_S = {"type": "text", "author_kind": "system", "purpose": "notice"}
AGENT_S = {"type": "text", "author_kind": "agent", "purpose": "reply"}
CONFIRMATION = {**BOT_S, "purpose": "opt-out-confirmation"}
AT_ANA_S = {"owner": "agent:ana", "consent": "unknown"}
AT_BOT_S = {"owner": "bot", "consent": "in"}


def refused(
    message: dict[str, Any],
    summary: dict[str, Any],
    window_end: int | None = NOW + 1,
    taken_over: str | None = None,
) -> Permanent | None:
    given: dict[str, Any] = {"window_end": window_end, "now": NOW, "taken_over": taken_over}
    return refusal(message, summary, WHATSAPP, **given)


def test_what_people_took_over_is_held_back_and_says_by_which_decision() -> None:
    error = refused(BOT_S, AT_ANA_S, taken_over="abc.7")
    assert isinstance(error, MessageRejected)
    assert (error.code, error.detail) == ("taken-over", "abc.7")
    assert refused(CONFIRMATION, AT_ANA_S, taken_over="abc.7") is None


@pytest.mark.parametrize("message", [AGENT_S, SYSTEM_S, CONFIRMATION])
def test_others_may_speak_whoever_has_it(message: dict[str, Any]) -> None:
    assert refused(message, AT_ANA_S) is None


@pytest.mark.parametrize("message", [BOT_S, SYSTEM_S, {**SYSTEM_S, "type": "template"}])
def test_nothing_automatic_goes_to_who_opted_out(message: dict[str, Any]) -> None:
    error = refused(message, {**AT_BOT_S, "consent": "out"})
    assert isinstance(error, OptedOut)
    assert error.code == "opted-out"


@pytest.mark.parametrize("message", [AGENT_S, CONFIRMATION])
def test_a_person_and_the_confirmation_still_reach_them(message: dict[str, Any]) -> None:
    assert refused(message, {**AT_ANA_S, "consent": "out"}) is None


@pytest.mark.parametrize("message", [AGENT_S, BOT_S, CONFIRMATION])
@pytest.mark.parametrize("end", [None, NOW, NOW - 1])
def test_outside_the_window_only_templates_go(message: dict[str, Any], end: int | None) -> None:
    error = refused(message, AT_BOT_S, end)
    assert isinstance(error, WindowClosed)
    assert error.code == "window-closed"
    assert refused({**message, "type": "template"}, AT_BOT_S, end) is None


def test_a_channel_without_window_asks_for_none() -> None:
    channel = replace(WHATSAPP, window=None)
    assert not needs_window(AGENT_S, channel)
    assert refusal(AGENT_S, AT_ANA_S, channel, window_end=None, now=NOW) is None


def test_what_is_used_up_is_as_good_as_closed_but_for_templates() -> None:
    def refused_by(message: dict[str, Any]) -> Permanent | None:
        given: dict[str, Any] = {"window_end": NOW + 1, "now": NOW, "used_up": True}
        return refusal(message, AT_BOT_S, WHATSAPP, **given)

    error = refused_by(AGENT_S)
    assert isinstance(error, WindowClosed)
    assert error.code == "window-used-up"
    assert refused_by({**AGENT_S, "type": "template"}) is None
