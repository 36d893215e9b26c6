"""What is said about consent in the customer's language, where no admin has written it."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared import configuration
from shared.configuration import Reply, stored
from shared.configuration.consent_replies import WORDS, in_more_languages
from shared.planning import consent_words
from shared.planning.consent_words import consent_of
from tests import log

BY_LANGUAGE = json.loads(
    Path(consent_words.__file__).with_name("consent_words.json").read_text("utf-8")
)
AT_LEAST = {
    *("es", "pt", "fr", "de", "it", "nl", "ar", "hi", "id", "ja", "ko", "zh", "tr", "ru", "pl"),
}
MENU = {"text": {"en": "What?"}, "choices": [{"id": "a", "title": "A"}]}


def written(text: Any, name: str = "opt-out") -> Reply:
    return in_more_languages(Reply.parse(name, {"text": text}))


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_language_whose_words_are_understood_is_answered(name: str) -> None:
    languages = {language.split("-")[0] for language in WORDS[name]}
    assert languages == {*BY_LANGUAGE["out"]} >= AT_LEAST
    assert next(iter(WORDS[name])) == "en"  # what is said where nothing else fits


@pytest.mark.parametrize(
    ("name", "word"), [("opt-out", "START"), ("opt-in", "STOP"), ("help", "STOP")]
)
def test_each_names_the_word_that_undoes_it(name: str, word: str) -> None:
    undoes = {"START": "in", "STOP": "out"}[word]
    assert consent_of(log.inbound("x", 1, text=word)) == undoes
    for language, text in WORDS[name].items():
        assert word in text, language
        assert len(text) <= 160, language
        assert text.strip() == text


def test_no_text_is_another_languages() -> None:
    for name, texts in WORDS.items():
        assert len({*texts.values()}) == len(texts), name


def test_without_an_admins_the_customers_language_counts(cloud: Any) -> None:
    found = configuration.load().replies
    for name in WORDS:
        assert found[name].text("pt-BR", "en") == WORDS[name]["pt"]
        assert found[name].text("zh-TW", "en") == WORDS[name]["zh-TW"]
        assert found[name].text("sw", "en") == WORDS[name]["en"]
        assert found[name].text("sw", "de") == WORDS[name]["de"]
        assert found[name].text("sw", "sw") == WORDS[name]["en"]


def test_what_an_admin_wrote_counts_in_its_language_and_ours_in_others(cloud: Any) -> None:
    stored.put("replies", "opt-out", {"text": {"en": "Bye.", "pt-PT": "Adeus."}}, by="admin")
    said = configuration.load().replies["opt-out"].text
    assert (said("en-GB", "en"), said("es", "en")) == ("Bye.", WORDS["opt-out"]["es"])
    assert said("pt-PT", "en") == "Adeus."
    assert said("pt-BR", "en") == WORDS["opt-out"]["pt"]
    assert written({"zh": "再见"}).text("zh-TW", "en") == "再见"


@pytest.mark.parametrize(
    "reply",
    [
        written("Bye."),
        written(""),
        written({"en": ""}),
        written({"en": "Hello."}, "greeting"),
        in_more_languages(Reply.parse("help", {"steps": {"start": MENU}})),
    ],
)
def test_what_is_for_all_languages_or_does_more_stays_as_it_is(reply: Reply) -> None:
    assert len(reply.first.text) == 1
