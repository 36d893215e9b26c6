"""Which messages belong to a survey, and which reach people."""

from dataclasses import replace

import pytest

from shared.configuration import Reply
from tests.shared.planning.survey_customer import NOW, Customer, S, scored


def test_words_go_on_until_a_pause() -> None:
    customer = scored()
    assert customer.says("Nobody knew anything", at=30 * 60 * S) == []
    assert customer.says("and it took days", at=32 * 60 * S) == []
    assert customer.says("My lamp is broken", at=34 * 60 * S + 1) == ["My lamp is broken"]
    assert customer.told("text") == ["Nobody knew anything", "and it took days"]
    assert len(customer.said) == 2


def test_nobody_goes_on_for_longer_than_ten_minutes() -> None:
    customer = scored()
    texts = [f"Part {n}" for n in range(8)]
    assert customer.says(*texts, at=90 * S, every=100 * S) == ["Part 7"]
    assert customer.told("text") == texts[:7]


def test_nobody_says_more_than_twenty_messages() -> None:
    customer = scored()
    assert len(customer.says(*"abcdefghijklmnopqrstuvwxyz", at=90 * S, every=S)) == 26 - 19


@pytest.mark.parametrize("kind", ["audio", "image", "video", "file", "sticker"])
def test_a_file_is_words_too(kind: str) -> None:
    customer = scored()
    assert customer.says("", at=90 * S, type=kind) == []
    assert customer.kept[-1]["type"] == kind
    assert customer.kept[-1]["message"].endswith("m90000")


@pytest.mark.parametrize("kind", ["location", "contacts", "unsupported", "text", "interactive"])
def test_what_is_in_no_words_reaches_people(kind: str) -> None:
    customer = scored()
    assert customer.says("", at=90 * S, type=kind) == [""]
    assert customer.told("text") == []


def test_a_file_is_no_score() -> None:
    customer = Customer()
    assert customer.says("5/5", at=9 * S, type="image") == ["5/5"]


@pytest.mark.parametrize("mark", ["?", "\uff1f", "\u061f"])
def test_a_question_within_an_answer_is_kept_and_reaches_people(mark: str) -> None:
    customer = scored()
    question = f"Why{mark}"
    assert customer.says(question, "It is urgent", at=90 * S) == [question, "It is urgent"]
    assert (customer.told("text"), len(customer.said)) == ([question], 1)


def test_a_question_after_the_words_is_a_new_request() -> None:
    customer = scored()
    assert customer.says("Too slow", "Can you call?", "Please", at=90 * S) == [
        "Can you call?",
        "Please",
    ]
    assert customer.told("text") == ["Too slow"]


def test_words_come_unasked_only_at_once_and_ask_nothing() -> None:
    late = Customer()
    assert late.says("2", "My lamp is broken", at=60 * S, every=121 * S) == ["My lamp is broken"]
    asks = Customer()
    assert asks.says("2", "Where is my order?", at=60 * S) == ["Where is my order?"]
    for customer in (late, asks):
        assert (customer.told("score"), customer.told("text"), customer.said) == ([2], [], [])


def test_a_keyword_or_a_word_for_help_and_nothing_else_is_a_new_request() -> None:
    customer = scored()
    assert customer.says("Your hours are too short", at=90 * S) == []
    assert customer.says("Hours!", at=95 * S) == ["Hours!"]
    assert scored().says("HELP", at=95 * S) == ["HELP"]


def test_before_an_answer_something_else_is_talked_about() -> None:
    customer = Customer()
    assert customer.says("My lamp is broken", "5", at=90 * S) == ["My lamp is broken", "5"]
    assert customer.kept == []


def test_who_has_opted_out_since_is_heard_and_not_asked_on() -> None:
    customer = scored(consent="out")
    assert (customer.told("score"), customer.said) == ([2], [])
    assert customer.says("Too slow", at=90 * S) == ["Too slow"]


def test_who_thinks_better_of_it_gives_another_score() -> None:
    customer = scored()
    assert customer.says("Too slow", at=90 * S) == []
    assert customer.presses(4, at=600 * S) == []
    assert customer.told("score") == [2, 4]


def test_words_to_a_survey_of_another_episode_are_a_new_request() -> None:
    customer = scored()
    customer.summary["episode"] = 2
    assert customer.says("Too slow", at=90 * S) == ["Too slow"]


def test_a_survey_of_several_replies_names_each_for_what_was_asked_there() -> None:
    ask = {"text": "Where?", "ask": "text", "next": {"reply": "size"}}
    size = {"text": "How many rooms?", "ask": "number", "next": {"reply": "thanks"}}
    customer = Customer(survey={"reply": "place", "step": "start", "episode": 1, "at": NOW})
    more = {"place": Reply.parse("place", ask), "size": Reply.parse("size", size)}
    customer.configuration = replace(
        customer.configuration, replies={**customer.configuration.replies, **more}
    )
    assert customer.says("In the old town", "near the bridge", at=60 * S) == []
    assert customer.says("3", at=90 * S) == []
    assert customer.says("My lamp is broken", at=93 * S) == ["My lamp is broken"]
    assert customer.told("survey") == ["place", "place", "size"]
    assert customer.told("text") == ["In the old town", "near the bridge", "3"]
    assert customer.said[0] == "How many rooms?"
