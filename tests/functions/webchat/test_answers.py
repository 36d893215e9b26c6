"""Answers to browsers: kept by no cache, readable by one page."""

import json

from functions.webchat.answers import answer, permission, refused

SITE = "https://shop.example"


def test_an_answer_is_json_for_the_page_that_asked() -> None:
    given = answer(200, {"text": "café"}, origin=SITE)
    assert json.loads(given["body"]) == {"text": "café"}
    assert given["headers"] == {
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "content-type": "application/json",
        "access-control-allow-origin": SITE,
        "vary": "origin",
    }


def test_without_a_page_nothing_is_shared() -> None:
    given = answer(403)
    assert given["body"] == ""
    assert not [name for name in given["headers"] if name.startswith("access-control")]


def test_a_refusal_says_why() -> None:
    given = refused(422, "no id", origin=SITE, now="2026-01-01T00:00:00.000Z")
    assert given["headers"]["content-type"] == "application/problem+json"
    assert json.loads(given["body"]) == {
        "title": "no id",
        "status": 422,
        "now": "2026-01-01T00:00:00.000Z",
    }


def test_a_permission_never_allows_credentials() -> None:
    headers = permission(SITE)["headers"]
    assert headers["access-control-allow-origin"] == SITE
    assert headers["access-control-allow-methods"] == "GET, POST"
    assert "access-control-allow-credentials" not in headers
