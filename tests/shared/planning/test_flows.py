"""What an answer means where the bot waits: a press, a number, a title, a word, or words."""

import json

import pytest

from shared.configuration import Reply
from shared.planning.flows import Answer, answer
from shared.planning.places import Place
from shared.table import Item
from tests import log
from tests.functions.orchestrate.menus import HOURS, MENU

NOW = 1_767_225_600_000
REPLIES = {"menu": Reply.parse("menu", MENU), "hours": Reply.parse("hours", HOURS)}


def said(*texts: str, later_ms: int = 1_000, **fields: str) -> list[Item]:
    return [
        log.inbound(f"r{n}", NOW + later_ms + n, text=text, **fields)
        for n, text in enumerate(texts)
    ]


def meant(messages: list[Item], step: str = "start", language: str = "es") -> Answer | None:
    place = Place(reply="menu", step=step, episode=1, at=NOW)
    return answer(place, REPLIES, messages, language)


@pytest.mark.parametrize("text", ["1", "1.", "HORARIOS", "opening hours", "abierto", " Open! "])
def test_a_choice_is_written_in_many_ways(text: str) -> None:
    found = meant(said(text))
    assert found
    assert found.choice == "hours"


@pytest.mark.parametrize("text", ["9", "hello", "", "mi"])
def test_anything_else_is_a_wrong_answer(text: str) -> None:
    found = meant(said(text))
    assert found
    assert found.to is None


@pytest.mark.parametrize("text", ["4%", "4 %", "$4", "4\u20ac", "<4", "4?", "4\u00b0"])
def test_a_number_that_measures_or_asks_is_not_the_choice_of_that_title(text: str) -> None:
    choices = [{"id": "c4", "title": "4"}, {"id": "all", "title": "100%", "words": ["a lot"]}]
    replies = {"menu": Reply.parse("menu", {"text": "How many?", "choices": choices, "tries": 0})}
    place = Place(reply="menu", step="start", episode=1, at=NOW)
    assert answer(place, replies, said(text), "en") is None
    for kept, choice in (("4!", "c4"), ("100%", "all"), ("a lot", "all")):
        found = answer(place, replies, said(kept), "en")
        assert found
        assert found.choice == choice


def test_of_a_burst_a_press_counts_or_the_last_that_is_an_answer() -> None:
    pressed = json.dumps({"reply": {"id": "menu/start/person", "title": "A person"}})
    burst = [*said("1"), log.inbound("p", NOW + 5, content=pressed), *said("hm", later_ms=9)]
    assert getattr(meant(burst), "choice", "") == "person"
    assert getattr(meant(said("hm", "2", "thanks")), "choice", "") == "order"


def test_what_was_asked_for_is_noted() -> None:
    found = meant(said("let me see", "4711"), "number")
    assert found
    assert found.noted == {"order": "4711"}


def test_a_late_answer_and_one_to_nothing_are_new_requests() -> None:
    assert meant(said("4711", later_ms=3_600_001), "number") is None
    assert meant(said("4711"), "") is None
    assert meant([log.inbound("r", NOW + 1, type="reaction", text="1")]) is None


def test_a_button_that_no_longer_leads_anywhere_is_an_answer_in_words() -> None:
    gone = json.dumps({"reply": {"id": "menu/start/gone", "title": "Gone"}})
    found = meant([log.inbound("r", NOW + 1, text="1", content=gone)])
    assert found
    assert found.choice == "hours"
