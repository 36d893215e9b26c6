"""What a message only refers to is had before the answer, within a time that is bounded."""

import base64
import json
import time
from typing import Any

import pytest

from functions.apple import at_once
from functions.apple.at_once import with_reference
from functions.apple.surroundings import apart, together
from shared.settings import settings
from tests.functions.apple.conftest import SECRETS, World
from tests.functions.apple.reading import ANA, body_of, message, reference


def whole(apple: World, **said: Any) -> bytes:
    event = apple.event(**(said or {"selection": {"title": "Blue"}}))
    return together(event["headers"], body_of(event))


def fetched(apple: World, given: bytes) -> Any:
    return apart(with_reference(given, SECRETS))[0].get("fetched")


def test_what_is_referred_to_is_kept_as_apple_keeps_it(apple: World) -> None:
    got = base64.b64decode(fetched(apple, whole(apple)))
    assert got == next(iter(apple.platform.files.kept.values()))
    assert apple.asked() == ["preDownload", "mmcs"]


def test_nothing_is_asked_for_any_other_message(apple: World) -> None:
    given = whole(apple, text="interactiveDataRef")
    assert with_reference(given, SECRETS) is given
    assert apple.asked() == []


def test_what_died_before_is_left_for_later(apple: World) -> None:
    given = whole(apple)
    apple.platform.files.links_die = True
    assert with_reference(given, SECRETS) is given


@pytest.mark.parametrize("fault", ["500", "429", "token-expired", "drop-after-accept"])
def test_trouble_is_left_for_later(apple: World, fault: str) -> None:
    given = whole(apple)
    apple.fails(fault, 1, calls="all")
    assert with_reference(given, SECRETS) is given


def test_the_answer_does_not_wait_longer(apple: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "_WITHIN_S", 0.2)
    given = whole(apple)
    apple.fails("timeout", 1, calls="all")
    began = time.monotonic()
    assert with_reference(given, SECRETS) is given
    assert time.monotonic() - began < 1.5


def test_the_whole_time_is_two_seconds() -> None:
    assert at_once._WITHIN_S == 2.0


def test_what_is_too_large_is_left_for_later(apple: World, monkeypatch: pytest.MonkeyPatch) -> None:
    given = whole(apple)
    monkeypatch.setattr(at_once, "_LONGEST", 10)
    assert with_reference(given, SECRETS) is given


def test_without_a_secret_nothing_is_asked(apple: World) -> None:
    given = whole(apple)
    assert with_reference(given, {**SECRETS, "api_secret": ""}) is given
    assert apple.asked() == []


@pytest.mark.parametrize(
    "body",
    [
        b'"interactiveDataRef"',
        b'{"interactiveDataRef":7}',
        b'{"interactiveDataRef":{}}',
        b'{"a":"interactiveDataRef"}',
    ],
)
def test_what_cannot_be_understood_is_for_others(apple: World, body: bytes) -> None:
    given = together({}, body)
    assert with_reference(given, SECRETS) is given


def test_no_secret_goes_along_an_open_line(apple: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link is followed if it is https, or the stand-in's."""
    other = {"download-url": "http://169.254.169.254/latest"}
    monkeypatch.setattr(apple.platform.files, "_link", lambda name: other["download-url"])
    given = whole(apple)
    assert with_reference(given, SECRETS) is given
    assert apple.asked() == ["preDownload"]


def test_a_host_that_is_not_there_is_no_error(
    apple: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVIDER_URL", "http://127.0.0.1:1")
    settings.cache_clear()
    made = message(type="interactive", body=None, sourceId=ANA, interactiveDataRef=reference())
    given = together({}, json.dumps(made).encode())
    assert with_reference(given, SECRETS) is given
