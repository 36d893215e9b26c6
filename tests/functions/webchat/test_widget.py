"""The script that sites embed: what is in it, and what is not."""

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from functions.webchat import widget
from tests.functions.webchat.conftest import SECRET, WebChat, rotate

SOURCE = (Path(widget.__file__).parent / "widget.js").read_text("utf-8")
WORDS = json.loads((Path(widget.__file__).parent / "words.json").read_text("utf-8"))


def site_of(body: str) -> Any:
    found = re.search(r"^const SITE = (.*);$", body, re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_it_is_small(chat: WebChat) -> None:
    answer = chat.ask("GET", "widget.js", **{"accept-encoding": "br, gzip"})
    sent = base64.b64decode(answer["body"])
    assert answer["headers"]["content-encoding"] == "gzip"
    assert len(sent) < 12 * 1024
    plain = chat.ask("GET", "widget.js")
    assert gzip.decompress(sent).decode() == plain["body"]
    assert len(plain["body"].encode()) < 16 * 1024


def test_it_is_for_every_page_and_kept_for_minutes(chat: WebChat) -> None:
    answer = chat.ask("GET", "widget.js", origin="")
    assert answer["statusCode"] == 200
    assert answer["headers"]["cache-control"] == "public, max-age=300"
    again = chat.ask("GET", "widget.js", **{"if-none-match": answer["headers"]["etag"]})
    assert (again["statusCode"], again["body"]) == (304, "")
    assert chat.ask("GET", "widget.js", account="other")["statusCode"] == 403


def test_nothing_secret_is_in_it(chat: WebChat) -> None:
    rotate(widget={"color": "#060", "internal": "not for pages"})
    body = chat.ask("GET", "widget.js")["body"]
    assert site_of(body)["color"] == "#060"
    for private in (SECRET["session_secret"], SECRET["identity_secret"], "not for pages"):
        assert private not in body


def test_what_a_site_chose_cannot_end_the_script(chat: WebChat) -> None:
    rotate(widget={"texts": {"en": {"title": "</script><b>\u2028"}}})
    body = chat.ask("GET", "widget.js")["body"]
    assert "</script>" not in body
    assert site_of(body)["words"]["title"] == "</script><b>\u2028"


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ({}, "en"),
        ({"query": "lang=de"}, "de"),
        ({"query": "lang=de-AT", "accept-language": "fr"}, "de"),
        ({"query": "lang=xx"}, "en"),
        ({"accept-language": "da, fr-CH;q=0.9, en;q=0.8"}, "fr"),
        ({"accept-language": "ar"}, "ar"),
        ({"query": "lang=%22%3Balert(1)"}, "en"),
    ],
)
def test_it_speaks_the_visitors_language(chat: WebChat, asked: Any, language: str) -> None:
    site = site_of(chat.ask("GET", "widget.js", **asked)["body"])
    assert (site["lang"], site["words"]) == (language, WORDS[language])


def test_a_site_may_use_its_own_words_and_languages(chat: WebChat) -> None:
    rotate(widget={"texts": {"en": {"title": "Ask us"}, "nl": {"title": "Vraag het ons"}}})
    english = site_of(chat.ask("GET", "widget.js")["body"])["words"]
    assert english == {**WORDS["en"], "title": "Ask us"}
    dutch = site_of(chat.ask("GET", "widget.js", query="lang=nl")["body"])
    assert (dutch["lang"], dutch["words"]["title"]) == ("nl", "Vraag het ons")
    assert dutch["words"]["send"] == WORDS["en"]["send"]


def test_every_language_has_every_word_that_is_used() -> None:
    used = set(re.findall(r"\bT\.(\w+)", SOURCE))
    for words in WORDS.values():
        assert set(words) == used
        assert all(words.values())


def test_text_never_becomes_markup() -> None:
    for risky in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "srcdoc",
    ):
        assert risky not in SOURCE
