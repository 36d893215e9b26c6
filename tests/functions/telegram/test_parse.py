"""An update is read by its kind; what cannot be used is kept whole, to be read after a fix."""

import json
from typing import Any

import pytest

from functions.telegram.parse import parse
from shared.messages import Said, Unreadable
from tests.events import body_of, load
from tests.functions.telegram.reading import message, read


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"a"',
        b"{}",
        b'{"update_id":"1"}',
        b'{"update_id":true}',
        b"\xff",
    ],
)
def test_what_is_no_update_is_unreadable_as_a_whole(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(body)


@pytest.mark.parametrize(
    "name", ["group_message", "channel_post", "business_message", "bot_message", "inline_query"]
)
def test_what_is_not_read_is_kept_as_an_update_that_can_be_read_again(name: str) -> None:
    body = body_of(load("telegram", name))
    (kept,) = parse(body)
    assert isinstance(kept, Unreadable)
    assert kept.item == json.loads(body)
    assert parse(json.dumps(kept.item).encode()) == [kept]


@pytest.mark.parametrize("nothing", [None, [], "text", 1])
def test_a_kind_without_its_object_is_unreadable(nothing: Any) -> None:
    assert isinstance(read(message=nothing), Unreadable)


def test_an_update_of_no_kind_is_kept() -> None:
    assert isinstance(read(), Unreadable)


def test_no_account_is_named_so_the_credentials_decide() -> None:
    found = read(message=message())
    assert isinstance(found, Said)
    assert found.account_ref == ""
