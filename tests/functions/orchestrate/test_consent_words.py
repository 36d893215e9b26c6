"""Consent words: the whole message, in any case and dress, and nothing else."""

import json

import pytest

from functions.orchestrate.consent_words import consent_of
from tests import log


@pytest.mark.parametrize(
    "text",
    [
        *("STOP", "stop", " Stop. ", "“STOP!”", "¡stop!", "STOP\N{OCTAGONAL SIGN}", "stop  all"),
        *(
            "Opt-Out",
            "unsubscribe",
            "UNSUBSCRIBE!!",
            "\uff33\uff34\uff2f\uff30",
            "\N{ZERO WIDTH SPACE}stop",
        ),
        *("BAJA", "Stopp", "Arrêt", "ARRE\u0302T", "désabonner", "Sair", "afmelden"),
    ],
)
def test_words_of_leaving(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) == "out"


@pytest.mark.parametrize("text", ["START", "start.", "Unstop", "opt in", "Alta", "S\u2019abonner"])
def test_words_of_coming_back(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) == "in"


@pytest.mark.parametrize(
    "text",
    [
        *("please stop", "stop it", "Where is the bus stop?", "stopping", "stop stop", "", "!!"),
        *("cancel", "end", "quit", "yes", "no", "nonstop", "start again"),
    ],
)
def test_words_within_a_sentence_and_ordinary_answers_say_nothing(text: str) -> None:
    assert consent_of(log.inbound("x", 1, text=text)) is None


def test_a_button_counts_as_words_and_a_caption_does_not() -> None:
    assert consent_of(log.inbound("x", 1, type="interactive", text="Stop")) == "out"
    assert consent_of(log.inbound("x", 1, type="image", text="Stop")) is None
    assert consent_of(log.inbound("x", 1, type="event", text="stop")) is None


@pytest.mark.parametrize(
    ("event", "word"),
    [("opted-out", "out"), ("opted-in", "in"), ("asked-for-help", None), ("followed", None)],
)
def test_what_a_platform_understood_itself_counts(event: str, word: str | None) -> None:
    content = json.dumps({"event": event})
    message = log.inbound("x", 1, type="event", text="stop", content=content)
    assert consent_of(message) == word
