"""What Viber reports about a message of ours."""

import pytest

from shared.messages import Noted
from tests.functions.viber.reading import (
    ANA,
    AT,
    MESSAGE_TOKEN,
    event,
    happened,
    read_noted,
    reason,
)


@pytest.mark.parametrize(
    ("kind", "meaning"), [("delivered", "delivered"), ("seen", "read"), ("failed", "failed")]
)
def test_each_report_has_its_meaning(kind: str, meaning: str) -> None:
    found = read_noted(happened(kind, user_id=ANA))
    assert (found.account_ref, found.identity, found.what) == ("", ANA, "status")
    assert (found.target, found.event, found.at) == (str(MESSAGE_TOKEN), meaning, AT)
    assert found.data["status"] == meaning
    assert found.our_id is None


def test_a_second_device_says_the_same_event() -> None:
    first, second = (event(name)[0] for name in ("delivered", "delivered_elsewhere"))
    assert isinstance(first, Noted)
    assert isinstance(second, Noted)
    assert (first.target, first.event) == (second.target, second.event)
    assert first.at < second.at


def test_a_failure_says_why() -> None:
    told = happened("failed", user_id=ANA, desc="message validation failed")
    error = {"code": "failed", "title": "message validation failed", "retryable": False}
    assert read_noted(told).data["error"] == error
    assert read_noted(happened("failed", user_id=ANA)).data["error"]["title"]


def test_the_token_is_exact() -> None:
    told = happened("seen", user_id=ANA, message_token=2**63 + 3)
    assert read_noted(told).target == "9223372036854775811"


def test_half_a_report_is_none() -> None:
    assert reason(happened("seen")) == "no user"
    assert reason(happened("seen", user_id="")) == "no user_id"
    assert reason(happened("seen", user_id=ANA, message_token=None)) == "no message_token"
    assert reason(happened("seen", user_id=ANA, timestamp=None)) == "no timestamp"
