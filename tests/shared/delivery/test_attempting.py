"""One message at the platform's door: what is let through, and what lets the next one go."""

import pytest

from shared import table
from shared.accepting import Draft
from shared.errors import (
    MessageRejected,
    OutcomeUnknown,
    SendError,
)
from shared.keys import single
from tests import log
from tests.clock import SteppingClock
from tests.shared import outbox
from tests.shared.outbox import Platform, accepted, error_of, status_of


@pytest.mark.parametrize(
    ("error", "status"),
    [(OutcomeUnknown("no-answer", "?"), "unknown"), (MessageRejected("100", "no"), "failed")],
)
def test_what_cannot_be_tried_again_lets_the_next_go(
    platform: Platform, the_time: SteppingClock, error: SendError, status: str
) -> None:
    one, two = accepted("one", the_time.now), accepted("two", the_time.now)
    platform.answers = [error]
    platform.drain()
    assert [status_of(one), status_of(two)] == [status, "sent"]
    assert error_of(one)["code"] == error.code
    assert outbox.waiting() == []


def test_an_agent_who_took_over_silences_the_bots_answer(
    platform: Platform, the_time: SteppingClock
) -> None:
    bots = accepted("welcome", the_time.now, draft=outbox.BY_BOT)
    log.decide_now(owner="agent:ana", version=1)
    anas = accepted("hello, Ana here", the_time.now)
    platform.drain()
    assert platform.sent == [anas]
    assert error_of(bots)["code"] == "taken-over"


def test_a_window_that_closed_since_it_was_accepted_refuses_it(
    platform: Platform, the_time: SteppingClock
) -> None:
    one = accepted("one", the_time.now)
    the_time.advance(hours=24)
    assert platform.drain() == []
    assert (platform.calls, status_of(one)) == (0, "failed")
    assert error_of(one) == {
        "code": "window-closed",
        "title": "The customer has to write first, or use a template.",
        "retryable": False,
    }
    assert outbox.waiting() == []


def by_window_rule(the_time: SteppingClock, name: str, **known: object) -> str:
    """Queue a template that a rule sends, and tell what the registry knows of it."""
    content = {"name": name, "language": "en", "slots": ["Ana"]}
    if known:
        key = single.template_sk("whatsapp", "main", name, "en")
        table.put({"pk": single.TEMPLATES, "sk": key, "kind": "template", "synced_at": 1, **known})
    draft = Draft("template", content=content, author_kind="system", rule="window-template")
    return accepted(name, the_time.now, draft=draft)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"status": "PAUSED", "slots": ["1"]}, "this template is paused"),
        ({"status": "APPROVED", "slots": ["1", "2"]}, "this template has 2 slots, not 1"),
        ({"slots": ["1"], "needs": ["header:image"]}, "needs more than texts: header:image"),
    ],
)
def test_a_template_that_would_be_refused_is_not_sent_whoever_wanted_it(
    platform: Platform, the_time: SteppingClock, known: dict[str, object], why: str
) -> None:
    one = by_window_rule(the_time, "follow_up", **known)
    platform.drain()
    assert (platform.calls, status_of(one)) == (0, "failed")
    assert error_of(one)["code"] == "template-misfit"
    assert why in error_of(one)["title"]


def test_a_template_that_fits_or_that_nobody_knows_is_sent(
    platform: Platform, the_time: SteppingClock
) -> None:
    fits = by_window_rule(the_time, "follow_up", status="APPROVED", slots=["1"])
    unheard_of = by_window_rule(the_time, "other")
    platform.drain()
    assert platform.sent == [fits, unheard_of]


def test_logs_hold_neither_words_nor_numbers(
    platform: Platform, the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    accepted("a private word", the_time.now)
    accepted("another", the_time.now)
    platform.answers = [MessageRejected("100", "to 34600111222"), ValueError("a private word")]
    platform.drain()
    said = " ".join(str(vars(record)) for record in caplog.records)
    assert len(caplog.records) == 2
    assert "private" not in said
    assert "34600111222" not in said


@pytest.mark.parametrize(
    ("category", "standing", "code"),
    [
        ("UTILITY", {"consent": "unknown"}, None),
        ("UTILITY", {"consent": "out"}, "opted-out"),
        ("MARKETING", {"consent": "unknown"}, "consent-needed"),
        ("MARKETING", {"consent": "in"}, None),
        ("MARKETING", {"consent": "in", "marketing": "out"}, "opted-out"),
    ],
)
def test_consent_withdrawn_after_a_template_was_accepted_holds_it_back(
    platform: Platform,
    the_time: SteppingClock,
    category: str,
    standing: dict[str, str],
    code: str | None,
) -> None:
    key = single.template_sk("whatsapp", "main", "sale", "en")
    known = {"kind": "template", "synced_at": 1, "status": "APPROVED", "category": category}
    table.put({"pk": single.TEMPLATES, "sk": key, **known})
    content = {"name": "sale", "language": "en", "slots": []}
    draft = Draft("template", content=content, author_kind="agent", author_id="ana")
    one = accepted("sale", the_time.now, draft=draft)
    log.decide_now(**standing)
    platform.drain()
    assert status_of(one) == ("failed" if code else "sent")
    assert code is None or error_of(one)["code"] == code
