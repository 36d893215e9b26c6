"""The batch: what fails comes back with its conversation's rest, and stops no other."""

from typing import Any

import pytest

from shared.errors import ChannelThrottled, ChannelUnavailable
from shared.ids import MessageId
from shared.table import Item
from tests import log
from tests.clock import SteppingClock
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, status_of
from tests.template import template


def shown(kind: str, **more: Any) -> dict[str, Any]:
    """The wake-up that shows ``kind`` about the customer's newest message."""
    return {
        "conversation": log.CONVERSATION,
        "signal": kind,
        "message": log.summary()["inbound_id"],
        **more,
    }


def test_a_failing_conversation_stops_its_own_rest_and_no_other(
    platform: Platform, the_time: SteppingClock
) -> None:
    other = outbox.another_conversation("other")
    one = accepted("one", the_time.now)
    two = accepted("two", the_time.now, conversation=other)
    platform.answers = [ValueError("ours")]
    ours, theirs = {"conversation": log.CONVERSATION}, {"conversation": other}
    assert platform.deliver(ours, theirs, ours, shown("typing"), theirs) == ["0", "2", "3"]
    assert platform.sent == [two]
    assert platform.signals == []
    assert status_of(one) == "queued"


@pytest.mark.parametrize("body", [{}, {"signal": "read"}])
def test_a_body_nobody_can_read_is_given_back(platform: Platform, body: dict[str, Any]) -> None:
    assert platform.deliver(body) == ["0"]


@pytest.mark.parametrize("kind", ["read", "typing"])
def test_a_signal_is_shown_about_the_message_it_names(platform: Platform, kind: str) -> None:
    assert platform.deliver(shown(kind)) == []
    assert platform.signals == [(kind, "wamid.hello")]


@pytest.mark.parametrize(
    "error", [ChannelUnavailable("1", "down"), ChannelThrottled("4", "too fast", 60.0)]
)
def test_a_signal_that_fails_is_dropped(
    platform: Platform, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    platform.answers = [error]
    assert platform.deliver(shown("typing")) == []
    assert platform.signals == []
    assert [record.message for record in caplog.records] == ["signal dropped"]


@pytest.mark.parametrize("message", ["not an id", "c.1767225600000.nothing"])
def test_a_signal_about_nothing_is_dropped(platform: Platform, message: str) -> None:
    assert platform.deliver(shown("read", message=message)) == []
    assert platform.signals == []


def test_a_signal_waits_for_no_answer_of_ours(platform: Platform, the_time: SteppingClock) -> None:
    one: Item = outbox.message(accepted("one", the_time.now))
    assert platform.deliver(shown("read", message=str(MessageId.of(one)))) == []
    assert platform.signals == []  # ours has no id of the platform yet, and nothing to be read


def test_the_function_is_over_before_its_claims_are() -> None:
    function = template()["Resources"]["WhatsappSendFunction"]
    assert function["Properties"]["Timeout"] <= 90
