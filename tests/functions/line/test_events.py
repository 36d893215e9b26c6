"""Events that are no message: what they tell, and by what they are known again."""

import pytest

from shared.messages import Noted, Said
from tests.functions.line.reading import ANA, event, happened, read_one, reason, said


def test_an_unsent_message_is_revoked_by_its_customer() -> None:
    (found,) = event("unsend")
    assert isinstance(found, Noted)
    assert (found.what, found.target, found.event) == ("revoke", "590000000000000002", "revoke")
    assert (found.identity, found.data) == (ANA, {"by": "contact"})


def test_whatever_is_no_message_is_known_by_its_event() -> None:
    assert said("follow").provider_id.startswith("01KDVJ9A")
    assert reason(read_one(happened("follow", webhookEventId=None))) == "no webhookEventId"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("follow", {"event": "followed", "unblocked": False}),
        ("follow_unblocked", {"event": "followed", "unblocked": True}),
        ("unfollow", {"event": "blocked"}),
        ("account_link", {"event": "account-linked", "nonce": "bm9uY2U"}),
        ("account_link_failed", {"event": "account-link-failed", "nonce": "bm9uY2U"}),
        ("video_watched", {"event": "video-watched", "tracking_id": "track-1"}),
    ],
)
def test_what_happened_is_an_event(name: str, told: dict[str, object]) -> None:
    content = said(name).content
    assert {key: value for key, value in content.items() if key != "tokens"} == told


@pytest.mark.parametrize(
    ("name", "kind"), [("things", "things"), ("beacon", "beacon"), ("membership", "membership")]
)
def test_what_nobody_here_uses_is_kept_as_it_came(name: str, kind: str) -> None:
    found = said(name)
    assert (found.type, found.content["kind"]) == ("unsupported", kind)
    assert found.content["raw"]


def test_an_edit_is_kept_as_it_came() -> None:
    """LINE has edits in groups only, where nothing is read."""
    found = read_one(happened("messageEdited", message={"id": "1", "text": "new"}))
    assert isinstance(found, Said)
    assert found.type == "unsupported"


@pytest.mark.parametrize(
    ("kind", "parts", "why"),
    [
        ("message", {}, "no message"),
        ("unsend", {}, "no unsend"),
        ("unsend", {"unsend": {}}, "no messageId"),
        ("postback", {}, "no postback"),
        ("postback", {"postback": {"data": ""}}, "no data"),
        ("accountLink", {"link": {}}, "no result"),
        ("videoPlayComplete", {}, "no videoPlayComplete"),
        ("", {}, "no type"),
    ],
)
def test_what_lacks_its_part_is_put_aside(kind: str, parts: dict[str, object], why: str) -> None:
    assert reason(read_one(happened(kind, **parts))) == why
