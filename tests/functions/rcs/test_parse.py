"""One thing a call: said, reported, or kept because nobody can use it."""

import pytest

from functions.rcs.parse import parse
from shared.messages import Unreadable
from tests.functions.rcs.calls import expiry, message, report
from tests.functions.rcs.reading import event, kind, read


@pytest.mark.parametrize("data", [b"", b"no json", b"\xff", b"[]", b"7", b'"text"', b"{} {}"])
def test_what_is_no_object_is_unreadable_as_a_whole(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(data)


def test_a_call_says_one_thing() -> None:
    assert [kind(one) for one in read(message(text="hi"))] == ["text"]
    assert [kind(one) for one in read(report("READ"))] == ["status: read"]
    expired = read(expiry("TTL_EXPIRATION_REVOKED"))
    assert [kind(one) for one in expired] == ["status: failed"]


def test_news_about_the_agent_are_kept_to_be_read_by_people() -> None:
    (found,) = event("agent_launched")
    assert isinstance(found, Unreadable)
    assert found.item["newLaunchState"] == "LAUNCHED"
