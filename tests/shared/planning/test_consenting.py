"""Consent over time: words, blocks, what platforms asked, in whatever order they arrive."""

import json
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.planning.consenting import besides, changed
from tests import log

UNKNOWN: dict[str, Any] = {"consent": "unknown"}


def of(what: str, at: int) -> dict[str, Any]:
    """A message whose text is ``what``, or the event of that name where it begins with ``!``."""
    if what.startswith("!"):
        content = json.dumps({"event": what[1:]})
        return log.inbound(f"m{at}", at, type="event", text="", content=content)
    return log.inbound(f"m{at}", at, text=what)


def after(*said: str) -> dict[str, Any]:
    """How things stand after ``said``, each handled by itself."""
    standing = UNKNOWN
    for at, what in enumerate(said, 1):
        standing = standing | changed(standing, [of(what, at)])[0]
    return standing


@pytest.mark.parametrize(
    ("said", "consent", "since"),
    [
        (["hello"], "unknown", None),
        (["start"], "unknown", None),  # an ordinary word
        (["!opted-in"], "in", 1),
        (["stop"], "out", 1),
        (["stop", "hello"], "out", 1),
        (["stop", "start"], "in", 2),
        (["!opted-out", "start"], "in", 2),
        (["!blocked"], "out", 1),
        (["!blocked", "!unblocked"], "unknown", 2),
        (["!blocked", "!followed"], "unknown", 2),
        (["!blocked", "hello"], "unknown", 2),
        (["!blocked", "start"], "in", 2),
        (["stop", "!blocked", "!unblocked"], "out", 1),
        (["!blocked", "stop", "hello"], "out", 1),
        (["!opted-in", "!blocked", "!unblocked"], "unknown", 3),
        (["stop", "!followed"], "out", 1),
        (["!marketing-opt-out"], "unknown", None),
    ],
)
def test_consent_after_what_was_said(said: list[str], consent: str, since: int | None) -> None:
    standing = after(*said)
    assert (standing["consent"], standing.get("consent_since")) == (consent, since)


@pytest.mark.parametrize(
    ("said", "marketing"),
    [
        (["!marketing-opt-out"], "out"),
        (["!marketing-opt-out", "!marketing-opt-in"], "in"),
        (["stop"], None),
    ],
)
def test_marketing_is_a_consent_of_its_own(said: list[str], marketing: str | None) -> None:
    assert after(*said).get("marketing") == marketing


def test_the_proof_is_the_word_that_counted() -> None:
    stop, words = of("Stop!", 2), of("hello", 3)
    assert changed(UNKNOWN, [of("hi", 1), stop, words])[1] == stop
    assert changed(UNKNOWN, [words]) == ({}, None)


WORDS = st.lists(st.sampled_from(["stop", "start", "!opted-out", "!opted-in"]), max_size=4)


@given(WORDS)
def test_words_come_to_the_same_in_one_run_or_in_several(said: list[str]) -> None:
    messages = [of(what, at) for at, what in enumerate(said, 1)]
    assert UNKNOWN | changed(UNKNOWN, messages)[0] == after(*said)


@given(WORDS)
def test_a_last_word_out_counts_in_whatever_order_they_arrive(said: list[str]) -> None:
    messages = [of(what, at) for at, what in enumerate([*said, "stop"], 1)]
    for order in permutations(messages):
        standing = UNKNOWN
        for message in order:
            standing = standing | changed(standing, [message])[0]
        assert standing["consent"] == "out"


def left(summary: dict[str, Any], *said: str) -> list[str]:
    messages = [of(what, at) for at, what in enumerate(said, 1)]
    return [message["text"] for message in besides(summary, messages) if message["text"]]


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        (["hello", "stop", "thanks"], ["hello", "thanks"]),
        (["start"], ["start"]),  # an ordinary word
        (["stop", "start"], []),
        (["stop", "start", "start"], ["start"]),
        (["stop", "start", "stop", "start", "ok"], ["ok"]),
        (["!blocked", "!unblocked", "start"], ["start"]),
        (["!blocked", "start"], []),
        (["!opted-in", "start"], ["start"]),
    ],
)
def test_start_is_about_consent_only_where_it_took_a_stop_back(
    said: list[str], rest: list[str]
) -> None:
    assert left(after(*said), *said) == rest


def test_it_is_known_without_the_stop_before_it() -> None:
    standing = after("stop", "start")
    assert besides(standing, [of("start", 2)]) == []
    assert besides(standing, [of("start", 3)]) == [of("start", 3)]
    assert besides(after("stop"), [of("start", 2)]) == []
