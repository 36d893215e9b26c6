"""An account that refuses is left alone, whatever waits on it; the others go on."""

import json
from dataclasses import replace

import pytest

from shared import aws, credentials
from shared.drafts import OPT_OUT_CONFIRMATION
from shared.errors import (
    ChannelThrottled,
    CredentialsRejected,
    RecipientThrottled,
)
from shared.limits import warned
from shared.limits.warned import Fact
from shared.messages import AuthorKind
from tests import log
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, error_of, message, status_of

MINUTE_MS = 60_000


def test_an_account_that_throttles_is_left_alone_for_all_conversations(
    platform: Platform, the_time: SteppingClock
) -> None:
    other = outbox.another_conversation("other")
    one = accepted("one", the_time.now)
    two = accepted("two", the_time.now, conversation=other)
    platform.answers = [ChannelThrottled("130429", "slow down", 30.0)]
    assert platform.deliver({"conversation": log.CONVERSATION}, {"conversation": other}) == []
    assert platform.calls == 1
    assert [status_of(one), status_of(two)] == ["held", "held"]
    assert message(two)["due"] == message(one)["due"]
    assert message(two).get("attempts", 0) == 0
    assert (message(two)["holds"], message(two)["refusals"]) == (1, 0)
    assert len(outbox.dues()) == 2


def test_a_customer_written_to_too_often_slows_nobody_else(
    platform: Platform, the_time: SteppingClock
) -> None:
    other = outbox.another_conversation("other")
    one = accepted("one", the_time.now)
    two = accepted("two", the_time.now, conversation=other)
    platform.answers = [RecipientThrottled("131056", "slow down", 30.0)]
    platform.deliver({"conversation": log.CONVERSATION}, {"conversation": other})
    assert [status_of(one), status_of(two)] == ["held", "sent"]


def test_refused_credentials_hold_the_message_and_call_for_a_person(
    platform: Platform, the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    one = accepted("one", the_time.now)
    platform.answers = [CredentialsRejected("190", "The session has expired")]
    assert platform.drain() == []
    assert message(one)["due"] == the_time.now + 15 * MINUTE_MS
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert error_of(one)["code"] == "190"


def test_an_account_without_credentials_waits_for_them(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    secrets = aws.client("secretsmanager")
    name = "threadline/whatsapp/main"
    secrets.put_secret_value(SecretId=name, SecretString='{"accounts": {}}')
    credentials.forget()
    assert platform.drain() == []
    assert (platform.calls, status_of(one)) == (0, "held")
    secrets.put_secret_value(SecretId=name, SecretString=json.dumps(WHATSAPP_SECRET))
    the_time.advance(minutes=15)
    platform.drain()
    assert platform.sent == [one]


@pytest.mark.parametrize(("by", "status"), [("bot", "failed"), ("agent", "sent")])
def test_what_waited_because_of_a_rebuke_is_not_said_by_itself_after_all(
    platform: Platform, the_time: SteppingClock, by: AuthorKind, status: str
) -> None:
    draft = replace(outbox.BY_BOT, author_kind=by, author_id=by)
    one = accepted("one", the_time.now, draft=draft)
    platform.answers = [ChannelThrottled("131048", "Spam rate limit hit", 3600.0)]
    platform.drain()
    assert status_of(one) == "held"
    warned.note(Fact("whatsapp:main", "spam", the_time.now, the_time.now + 24 * 60 * MINUTE_MS))
    the_time.advance(hours=1)
    platform.drain()
    assert status_of(one) == status
    if by == "bot":
        assert (platform.calls, error_of(one)["code"]) == (1, "automation-stopped")


@pytest.mark.parametrize(
    ("by", "seconds", "status"),
    [("bot", 6, "failed"), ("system", 6, "failed"), ("agent", 6, "sent"), ("bot", 1, "sent")],
)
def test_what_was_still_queued_when_the_warning_came_is_not_said_by_itself(
    platform: Platform, the_time: SteppingClock, by: AuthorKind, seconds: int, status: str
) -> None:
    """Within a moment nothing is asked again: it was when the message was accepted."""
    one = accepted("one", the_time.now, draft=replace(outbox.BY_BOT, author_kind=by, author_id=by))
    warned.note(Fact("whatsapp:main", "spam", the_time.now, the_time.now + 60 * MINUTE_MS))
    the_time.advance(seconds=seconds)
    platform.drain()
    assert status_of(one) == status


def test_the_confirmation_of_an_opt_out_goes_however_long_it_waited(
    platform: Platform, the_time: SteppingClock
) -> None:
    draft = replace(outbox.BY_BOT, purpose=OPT_OUT_CONFIRMATION)
    one = accepted("one", the_time.now, draft=draft)
    warned.note(Fact("whatsapp:main", "spam", the_time.now, the_time.now + 60 * MINUTE_MS))
    the_time.advance(minutes=1)
    platform.drain()
    assert status_of(one) == "sent"
