"""Files of messages: a fresh link, or why there is none."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.functions.agent_api.caller import Caller
from tests.functions.agent_api.conftest import said

AT = 1_767_225_601_000
STORED: dict[str, Any] = {
    "media_status": "stored",
    "media_key": "media/photo",
    "media_type": "image/png",
    "media_size": 5,
    "media_sha256": "ab" * 32,
}


def photo(thread: str, media: dict[str, Any] | None = None, **more: Any) -> str:
    """A message with a file; returns its path."""
    about = {"id": "m1", "mime_type": "image/png", "sha256": "aGFzaA==", "name": "ö.png"}
    said(thread, "photo", AT, type="image", content=json.dumps({"media": media or about}), **more)
    return f"/v1/messages/{thread}.{AT}.photo"


def test_a_file_is_a_redirect_to_a_link_of_five_minutes(thread: str, ana: Caller) -> None:
    path = photo(thread, **STORED)
    answer = ana.get(f"{path}/attachments/0")
    assert (answer.status, answer.headers["Cache-Control"]) == (302, "no-store")
    link = urlsplit(answer.headers["Location"])
    asked = parse_qs(link.query)
    assert link.path.endswith("media/photo")
    assert (asked["X-Amz-Expires"], asked["X-Amz-Algorithm"]) == (["300"], ["AWS4-HMAC-SHA256"])
    assert asked["response-content-type"] == ["image/png"]
    assert asked["response-content-disposition"] == ["inline; filename*=UTF-8''%C3%B6.png"]


def test_what_a_browser_might_run_is_saved_instead(thread: str, ana: Caller) -> None:
    path = photo(thread, **{**STORED, "media_type": "image/svg+xml"})
    link = urlsplit(ana.get(f"{path}/attachments/0").headers["Location"])
    assert parse_qs(link.query)["response-content-disposition"][0].startswith("attachment;")


def test_the_message_shows_what_is_known_of_it(thread: str, ana: Caller) -> None:
    path = photo(thread, **STORED)
    assert ana.get(path).body["attachments"] == [
        {
            "id": "m1",
            "status": "stored",
            "type": "image/png",
            "size": 5,
            "sha256": "ab" * 32,
            "url": f"{path}/attachments/0",
            "name": "ö.png",
        }
    ]


@pytest.mark.parametrize(
    ("status", "code", "has_route"),
    [
        (None, 409, True),
        ("quarantined", 409, True),
        ("gone", 404, False),
        ("too-large", 404, False),
        ("refused", 404, False),
    ],
)
def test_without_a_file_it_says_why(
    thread: str, ana: Caller, status: str | None, code: int, has_route: bool
) -> None:
    path = photo(thread, media_status=status)
    answer = ana.get(f"{path}/attachments/0")
    named = status or "pending"
    assert (answer.status, answer.problem) == (code, f"attachment-{named}")
    (attachment,) = ana.get(path).body["attachments"]
    assert (attachment["status"], attachment["url"] is not None) == (named, has_route)


def test_somebody_elses_link_is_passed_on(thread: str, ana: Caller) -> None:
    path = photo(thread, {"url": "https://cdn.example/a.jpg"})
    answer = ana.get(f"{path}/attachments/0")
    assert (answer.status, answer.headers["Location"]) == (302, "https://cdn.example/a.jpg")


def test_what_was_taken_back_has_no_file(thread: str, ana: Caller) -> None:
    path = photo(thread, **STORED, revoked_at=AT)
    assert ana.get(path).body["attachments"] == []
    assert ana.get(f"{path}/attachments/0").problem == "not-found"


@pytest.mark.parametrize("tail", ["photo/attachments/1", "first/attachments/0", "x/attachments/0"])
def test_a_file_that_is_not_there_is_not_found(thread: str, ana: Caller, tail: str) -> None:
    photo(thread, **STORED)
    assert ana.get(f"/v1/messages/{thread}.{AT}.{tail}").problem == "not-found"
    assert ana.get("/v1/messages/x/attachments/0").problem == "not-found"


def test_a_token_of_another_channel_sees_no_file(thread: str) -> None:
    path = photo(thread, **STORED)
    assert Caller(channels="line").get(f"{path}/attachments/0").problem == "not-found"


def test_a_token_that_may_only_read_may_look(thread: str) -> None:
    path = photo(thread, **STORED)
    assert Caller(scope="readonly").get(f"{path}/attachments/0").status == 302
