"""What platforms say of accounts, by errors and by webhooks, and what stands then."""

import json
from typing import Any

import pytest

from functions.follow_log.stream import lambda_handler
from functions.whatsapp.webhook import lambda_handler as webhook
from shared import configuration, table
from shared.channels import CHANNELS, HOUR_MS
from shared.delivery import claiming
from shared.errors import ChannelThrottled, Unavailable
from shared.limits import warned
from tests import faults, log
from tests.clock import SteppingClock
from tests.events import as_meta_writes, load, meta_event, payload_of
from tests.functions.follow_log.stream_reader import StreamReader, batch, kinds

ACCOUNT = "whatsapp:main"
DAY = 24 * HOUR_MS


@pytest.fixture
def reader(cloud: Any, the_time: SteppingClock) -> StreamReader:
    return StreamReader()


def follow(reader: StreamReader, *, times: int = 1) -> None:
    records = reader.read()
    for _ in range(times):
        lambda_handler(batch(records), None)


def stands(the_time: SteppingClock, account: str = ACCOUNT) -> tuple[str, int] | None:
    """The reason, and in how many ms it ends."""
    found = warned.standing(configuration.load().warned, account, the_time.now)
    return (found.reason, found.until - the_time.now) if found else None


def sent(the_time: SteppingClock, ref: str = "one", **fields: Any) -> table.Item:
    ours = {"direction": "outbound", "author_kind": "bot", "status": "queued", "out_seq": 1}
    item = {**log.inbound(ref, the_time.now), **ours, **fields}
    table.put(item)
    return item


def refused(the_time: SteppingClock, code: str, ref: str = "one") -> None:
    """The platform refuses a message, which then waits."""
    item = sent(the_time, ref)
    due = the_time.now + HOUR_MS
    claiming.hold(item, due, 1, ChannelThrottled(code, "Spam rate limit hit"))


def told(the_time: SteppingClock, field: str, at: int | None = None, **value: Any) -> None:
    """WhatsApp says so by webhook, at ``at`` or now, ms."""
    change = {"field": field, "value": value}
    time = (the_time.now if at is None else at) // 1000
    entry = {"id": "102290129340398", "time": time, "changes": [change]}
    whole = {"object": "whatsapp_business_account", "entry": [entry]}
    event = meta_event("whatsapp", as_meta_writes(whole))
    assert webhook(event, None)["statusCode"] == 200


def flagged(the_time: SteppingClock, event: str, at: int | None = None, number: str = "1") -> None:
    told(the_time, "phone_number_quality_update", at, event=event, display_phone_number=number)


def test_an_error_that_is_a_rebuke_stops_automation_for_a_day(
    reader: StreamReader, the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    refused(the_time, "131048")
    follow(reader)
    assert stands(the_time) == ("spam", DAY)
    assert stands(the_time, "whatsapp:other") is None
    counted = [r for r in caplog.records if getattr(r, "AutomationStopped", 0)]
    assert len(counted) == 1


def test_one_that_is_about_a_customer_or_the_pace_stops_nothing(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    for number, code in enumerate(("131049", "131056", "130429", "131047")):
        refused(the_time, code, f"m{number}")
    follow(reader)
    assert stands(the_time) is None


def test_a_status_that_fails_later_says_so_too(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    error = json.dumps({"code": "131048", "title": "Spam rate limit hit", "retryable": True})
    at = the_time.now - HOUR_MS
    sent(the_time, status="failed", status_at=at, error=error)
    follow(reader)
    assert stands(the_time) == ("spam", DAY - HOUR_MS)


def test_a_storm_of_errors_is_one_write_an_hour(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    for number in range(5):
        refused(the_time, "131048", f"m{number}")
        the_time.advance(seconds=30)
    with faults.injected() as calls:
        follow(reader, times=2)
    writes = [
        r
        for r in calls.requests
        if "S#configuration" in str(r.get("body")) and "warned" in str(r["body"])
    ]
    assert len(writes) == 1
    the_time.advance(hours=2)
    refused(the_time, "131048", "later")
    follow(reader)
    assert stands(the_time) == ("spam", DAY)


def test_what_is_followed_again_long_after_stops_nothing(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    refused(the_time, "131048")
    the_time.advance(hours=25)
    follow(reader)
    assert stands(the_time) is None


def test_a_number_is_flagged_and_unflagged_in_any_order_and_however_often(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    for _ in range(2):
        flagged(the_time, "FLAGGED")
    follow(reader, times=2)
    assert stands(the_time) == ("quality", 7 * DAY)
    later = the_time.now + 10_000
    flagged(the_time, "UNFLAGGED", later)
    follow(reader)
    assert stands(the_time) is None
    flagged(the_time, "FLAGGED", later - 5_000)  # was on its way
    follow(reader)
    assert stands(the_time) is None
    flagged(the_time, "FLAGGED", later + 1_000)
    follow(reader)
    assert stands(the_time) is not None
    assert len(kinds("account-warning")) == 4


def test_another_numbers_end_lifts_nothing(reader: StreamReader, the_time: SteppingClock) -> None:
    flagged(the_time, "FLAGGED", number="15550783881")
    flagged(the_time, "UNFLAGGED", the_time.now + 1000, number="15550783882")
    follow(reader)
    assert stands(the_time) == ("quality", 7 * DAY)
    assert "15550783881" not in str(kinds("account-warning"))


def test_a_restriction_lasts_as_long_as_it_says(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    ends = the_time.now // 1000 + 3 * 86_400
    restricted = [
        {"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": str(ends)},
        {"restriction_type": "RESTRICTED_ADD_PHONE_NUMBER_ACTION", "expiration": 1},
    ]
    told(the_time, "account_update", event="ACCOUNT_RESTRICTION", restriction_info=restricted)
    follow(reader)
    assert stands(the_time) == ("restricted", 3 * DAY)


def test_an_account_is_to_be_switched_off_and_is_not(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    def disabled(state: str, at: int) -> None:
        ban = {"waba_ban_state": state, "waba_ban_date": "January 8, 2026"}
        told(the_time, "account_update", at, event="DISABLED_UPDATE", ban_info=ban)
        follow(reader)

    disabled("SCHEDULE_FOR_DISABLE", the_time.now)
    assert stands(the_time) == ("disabled", 7 * DAY)
    disabled("REINSTATE", the_time.now + 1000)
    assert stands(the_time) is None


def test_news_that_is_no_warning_leaves_no_trace(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    flagged(the_time, "THROUGHPUT_UPGRADE")
    told(the_time, "account_update", event="PARTNER_ADDED", waba_info={"waba_id": "1"})
    assert reader.read() == []
    assert kinds("account-warning") == []


def test_a_violation_as_meta_sends_it(reader: StreamReader, the_time: SteppingClock) -> None:
    the_time.now = payload_of(load("whatsapp", "account_violation"))["entry"][0]["time"] * 1000
    assert webhook(load("whatsapp", "account_violation"), None)["statusCode"] == 200
    follow(reader)
    assert stands(the_time) == ("violation", DAY)


def test_a_warning_that_cannot_be_read_does_not_stop_the_log(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    table.put({"pk": "S#warnings", "sk": "x", "kind": "account-warning"})
    refused(the_time, "131048")
    table.put({"pk": "S#warnings", "sk": "y", "kind": "account-warning"})
    follow(reader)
    assert table.get(log.PK, "A") is not None
    assert stands(the_time) == ("spam", DAY)


def test_a_table_that_is_away_brings_the_batch_back(
    reader: StreamReader, the_time: SteppingClock
) -> None:
    refused(the_time, "131048")
    records = batch(reader.read())
    with faults.injected(faults.down("dynamodb")), pytest.raises(Unavailable):
        lambda_handler(records, None)
    lambda_handler(records, None)
    assert stands(the_time) == ("spam", DAY)


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=lambda one: one.name)
def test_each_caution_has_words_and_a_time(channel: Any) -> None:
    for caution in channel.cautions.values():
        assert caution.reason in warned.WHY
        assert 0 < caution.lasts_ms <= DAY


@pytest.mark.parametrize(
    ("channel", "code", "reason"),
    [
        ("messenger", "368/1346003", "violation"),
        ("instagram", "230/1893063", "restricted"),
        ("messenger", "613", None),
        ("whatsapp", "131049", None),
        ("whatsapp", "", None),
    ],
)
def test_a_code_is_known_by_its_parts(channel: str, code: str, reason: str | None) -> None:
    caution = CHANNELS[channel].caution(code)
    assert (caution and caution.reason) == reason
