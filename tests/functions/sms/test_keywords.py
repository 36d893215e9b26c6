"""Words that Twilio answers itself: known as such, so that nobody answers them twice."""

import pytest

from tests.functions.sms.reading import said


@pytest.mark.parametrize(
    ("kind", "event"),
    [("STOP", "opted-out"), ("START", "opted-in"), ("HELP", "asked-for-help")],
)
def test_what_twilio_says_counts_whatever_the_word_was(kind: str, event: str) -> None:
    (one,) = said(Body="basta", OptOutType=kind)
    assert (one.type, one.text) == ("event", "basta")
    assert one.content == {"segments": 1, "event": event, "answered_by": "twilio"}


@pytest.mark.parametrize(
    "word", ["STOP", "stopall", "Unsubscribe", "END", "quit", "CANCEL", "revoke", " OptOut\n"]
)
def test_a_default_word_of_opting_out_is_one(word: str) -> None:
    assert said(Body=word)[0].content["event"] == "opted-out"


@pytest.mark.parametrize(("word", "event"), [("Start", "opted-in"), ("UNSTOP", "opted-in")])
def test_a_default_word_of_opting_in_is_one(word: str, event: str) -> None:
    assert said(Body=word)[0].content["event"] == event


@pytest.mark.parametrize("word", ["help", "INFO"])
def test_a_default_word_for_help_is_one(word: str) -> None:
    assert said(Body=word)[0].content["event"] == "asked-for-help"


@pytest.mark.parametrize("words", ["STOP please", "don't stop", "Yes", "YES", "stop.", "", "ok"])
def test_anything_else_is_a_text(words: str) -> None:
    assert said(Body=words)[0].type == "text"


def test_a_short_code_knows_no_words_but_those_of_its_service() -> None:
    text = said(To="72345", Body="STOP")[0]
    assert (text.type, text.text) == ("text", "STOP")
    assert said(To="72345", Body="STOP", OptOutType="STOP")[0].type == "event"


def test_a_type_that_nobody_knows_yet_leaves_a_text() -> None:
    (one,) = said(Body="later", OptOutType="PAUSE")
    assert (one.type, one.text) == ("text", "later")
