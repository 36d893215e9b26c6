"""Every row of the contract's table of answers, and what a crash or an outage leaves behind."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from functions.store_spilled.store import lambda_handler as store_spilled
from shared import credentials
from shared.observability import logger
from shared.receiving import MAX_BODY
from tests import faults
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.conftest import WHATSAPP_SECRET
from tests.shared import contents_of
from tests.shared.arrivals import (
    TimeLeft,
    body,
    deliver,
    handshake,
    noted,
    receive,
    request,
    said,
)

REFUSED = {"statusCode": 403, "headers": {"content-type": "text/plain"}, "body": ""}
TOKEN = "hub.verify_token=verify-token-for-tests"

pytestmark = pytest.mark.usefixtures("the_time")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is logged, as it would be written."""
    written = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)
    return written


def store_what_was_spilled(cloud: Any) -> list[Any]:
    records = contents_of.spill_records(cloud)
    failures: list[Any] = store_spilled({"Records": records}, TimeLeft())["batchItemFailures"]
    return failures


def nothing_was_kept(cloud: Any) -> bool:
    return not (
        contents_of.table(cloud) or contents_of.bucket(cloud) or contents_of.spill_queue(cloud)
    )


def change_secret(cloud: Any, **changes: str) -> None:
    cloud.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main",
        SecretString=json.dumps({**WHATSAPP_SECRET, **changes}),
    )


# Authentic


def test_an_authentic_message_is_stored_and_answered_200_with_nothing(cloud: Any) -> None:
    answer = receive(request(body(said("wamid.1"))))
    assert (answer["statusCode"], answer["body"]) == (200, "")
    (item,) = contents_of.table(cloud)
    assert (item["text"], item["account"], item["status"]) == ("Hola", "main", "received")


def test_a_body_that_is_not_base64_is_the_same_body(cloud: Any) -> None:
    raw = body(said("wamid.1", text="olé"))
    plain = {**request(raw), "body": raw.decode(), "isBase64Encoded": False}
    assert receive(plain)["statusCode"] == 200
    assert [item["text"] for item in contents_of.table(cloud)] == ["olé"]


def test_header_names_may_be_written_in_any_case(cloud: Any) -> None:
    event = request(body(said("wamid.1")))
    event["headers"] = {name.title(): value for name, value in event["headers"].items()}
    assert receive(event)["statusCode"] == 200
    assert len(contents_of.table(cloud)) == 1


def test_a_webhook_about_nothing_is_answered_200(cloud: Any) -> None:
    assert deliver() == 200
    assert nothing_was_kept(cloud)


def test_the_handshake_answers_the_bare_challenge(cloud: Any) -> None:
    answer = receive(handshake(f"hub.mode=subscribe&{TOKEN}&hub.challenge=115%2B8"))
    assert (answer["statusCode"], answer["body"]) == (200, "115+8")
    assert nothing_was_kept(cloud)


# Not authentic


@pytest.mark.parametrize(
    "query",
    [
        "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
        f"hub.mode=unsubscribe&{TOKEN}&hub.challenge=1",
        f"hub.mode=subscribe&{TOKEN}&{TOKEN}&hub.challenge=1",
        "hub.mode=subscribe&hub.challenge=1",
        "",
    ],
)
def test_a_handshake_that_proves_nothing_is_refused(cloud: Any, query: str) -> None:
    assert receive(handshake(query)) == REFUSED


def forgeries() -> dict[str, dict[str, Any]]:
    raw = body(said("wamid.1", text="olé"))
    good = request(raw)
    signature = good["headers"]["x-hub-signature-256"]
    written_again = json.dumps(json.loads(raw), ensure_ascii=False).encode()
    return {
        "unsigned": {**good, "headers": {}},
        "signed with another secret": request(raw, app_secret="another"),
        "signed with no secret": request(raw, app_secret=""),
        "changed": request(raw.replace(b"Hol", b"Mal") + b" ", signed=raw),
        "parsed and written again": request(written_again, signed=raw),
        "signed twice": {**good, "headers": {"x-hub-signature-256": f"{signature},{signature}"}},
        "an unknown credential set": {**good, "pathParameters": {"account": "other"}},
        "no credential set": {**good, "pathParameters": None},
        "no body": {**good, "body": None},
    }


@pytest.mark.parametrize("kind", forgeries())
def test_a_forgery_is_refused_without_a_trace(cloud: Any, kind: str, log: io.StringIO) -> None:
    assert receive(forgeries()[kind]) == REFUSED
    assert nothing_was_kept(cloud)
    (line,) = log.getvalue().splitlines()
    assert set(json.loads(line)) == {"level", "message", "service", "channel"}


def test_an_unknown_credential_set_costs_no_call(cloud: Any) -> None:
    event = request(body(said("wamid.1")), pathParameters={"account": "../main"})
    with faults.injected() as calls:
        assert receive(event) == REFUSED
    assert calls.operations == []


def test_a_secret_that_does_not_exist_refuses(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIAL_SETS", "main,second")
    event = request(body(said("wamid.1")), pathParameters={"account": "second"})
    assert receive(event) == REFUSED
    assert nothing_was_kept(cloud)


def test_more_than_5_mb_is_413_before_anything_is_asked_of_aws(cloud: Any) -> None:
    with faults.injected() as calls:
        assert receive(request(b"x" * (MAX_BODY + 1)))["statusCode"] == 413
    assert calls.operations == []


# Rotation


def test_a_secret_rotated_a_minute_ago_works_at_once(cloud: Any, the_time: SteppingClock) -> None:
    assert deliver(said("wamid.1")) == 200
    change_secret(cloud, app_secret="new", previous_app_secret="app-secret-for-tests")
    the_time.advance(seconds=61)
    assert receive(request(body(said("wamid.2")), app_secret="new"))["statusCode"] == 200
    assert deliver(said("wamid.3")) == 200
    assert len(contents_of.table(cloud)) == 3


def test_a_flood_of_forgeries_reads_the_secret_once_a_minute(
    cloud: Any, the_time: SteppingClock
) -> None:
    forged = request(body(said("wamid.1")), app_secret="wrong")
    with faults.injected() as calls:
        for _ in range(120):
            assert receive(forged) == REFUSED
            the_time.advance(seconds=1)
    assert calls.count("GetSecretValue") == 2


# Authentic but unusable


def test_a_body_nobody_can_read_is_kept_byte_for_byte(cloud: Any) -> None:
    raw = b'[{"Said": \xff'
    assert receive(request(raw))["statusCode"] == 200
    (kept,) = contents_of.bucket(cloud, "quarantine/whatsapp/main/2026-01-01/").values()
    assert kept == raw
    assert contents_of.table(cloud) == []


def test_what_was_read_before_the_unreadable_part_is_stored(cloud: Any) -> None:
    raw = json.dumps([*json.loads(body(said("wamid.1"))), {"Noted": {"no": "field"}}]).encode()
    assert receive(request(raw))["statusCode"] == 200
    assert len(contents_of.table(cloud)) == 1
    assert list(contents_of.bucket(cloud).values()) == [raw]


def test_of_a_batch_of_50_with_one_unreadable_49_are_stored(cloud: Any) -> None:
    batch = [said(f"wamid.{n}") for n in range(49)]
    assert deliver(*batch[:20], "something new", *batch[20:]) == 200
    assert len(contents_of.table(cloud)) == 49
    assert list(contents_of.bucket(cloud).values()) == [b'"something new"']


def test_an_account_of_other_credentials_goes_to_quarantine(cloud: Any) -> None:
    foreign = said("wamid.1", account_ref="999")
    assert deliver(foreign, said("wamid.2")) == 200
    assert [item["provider_id"] for item in contents_of.table(cloud)] == ["wamid.2"]
    (kept,) = contents_of.bucket(cloud).values()
    assert json.loads(kept)["said"]["account_ref"] == "999"


def test_what_the_table_refuses_as_invalid_goes_to_quarantine(cloud: Any) -> None:
    assert deliver(said("wamid.1", text="x" * 500_000), said("wamid.2")) == 200
    assert [item["provider_id"] for item in contents_of.table(cloud)] == ["wamid.2"]
    (kept,) = contents_of.bucket(cloud).values()
    assert json.loads(kept)["provider_id"] == "wamid.1"


def test_a_time_that_no_key_can_hold_goes_to_quarantine(cloud: Any) -> None:
    assert deliver(said("wamid.1", sent_at=10**13), said("wamid.2", sent_at=-1)) == 200
    assert contents_of.table(cloud) == []
    assert len(contents_of.bucket(cloud)) == 2


# Repeats


def test_a_late_redelivery_keeps_the_first_time_of_arrival(
    cloud: Any, the_time: SteppingClock
) -> None:
    first = the_time.now
    deliver(said("wamid.1"))
    the_time.advance(hours=24 * 7)
    assert deliver(said("wamid.1")) == 200
    assert [item["received_at"] for item in contents_of.table(cloud)] == [first]


def test_200_deliveries_at_once_leave_one_item(cloud: Any, log: io.StringIO) -> None:
    event = request(body(said("wamid.1")))
    deliver()  # warm: the secrets are read before the rush
    with one_call_at_a_time(), ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: receive(event)["statusCode"], range(200)))
    assert answers == [200] * 200
    assert len(contents_of.table(cloud)) == 1
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert sum(line.get("stored", 0) for line in lines) == 1
    assert sum(line.get("repeated", 0) for line in lines) == 199


def test_a_warm_webhook_costs_one_put_and_reads_nothing(cloud: Any) -> None:
    deliver(said("wamid.1"))
    with faults.injected() as calls:
        deliver(said("wamid.2"))
        deliver(noted())
    assert calls.operations == ["PutItem", "PutItem"]


def test_a_log_line_is_short_and_names_nobody(cloud: Any, log: io.StringIO) -> None:
    deliver(*(said(f"wamid.{n}", name="Ana") for n in range(50)), noted())
    (line,) = log.getvalue().splitlines()
    assert json.loads(line)["stored"] == 51
    assert len(line.encode()) <= 300
    assert not any(word in line for word in ("Ana", "Hola", "34600111222", "wamid"))


# Outages


def test_a_table_that_is_down_spills_and_the_message_is_stored_once_later(
    cloud: Any, the_time: SteppingClock
) -> None:
    arrived = the_time.now
    with faults.injected(faults.down("dynamodb")):
        assert deliver(said("wamid.1"), noted()) == 200
    assert contents_of.table(cloud) == []
    the_time.advance(minutes=10)
    deliver(said("wamid.2"))
    assert store_what_was_spilled(cloud) == []
    stored = {i.get("provider_id", "noted"): i["received_at"] for i in contents_of.table(cloud)}
    assert stored == {"wamid.1": arrived, "noted": arrived, "wamid.2": the_time.now}


@pytest.mark.parametrize(
    "fault",
    [
        faults.throttled("PutItem"),
        faults.refused("PutItem", "InternalServerError", status=500),
        faults.refused("PutItem", "AccessDeniedException"),
        faults.timed_out("PutItem", done=True),
    ],
    ids=lambda fault: fault.name,
)
def test_whatever_keeps_the_table_from_taking_it_spills(cloud: Any, fault: faults.Fault) -> None:
    with faults.injected(fault) as calls:
        assert deliver(said("wamid.1"), said("wamid.2")) == 200
    assert calls.count("PutItem") == 1
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 2


def test_with_the_spill_queue_down_as_well_the_platform_is_asked_to_send_again(
    cloud: Any,
) -> None:
    with faults.injected(faults.down("dynamodb"), faults.down("sqs")):
        assert deliver(said("wamid.1")) == 503
    assert deliver(said("wamid.1")) == 200
    assert len(contents_of.table(cloud)) == 1


def test_with_the_secrets_down_the_platform_is_asked_to_send_again(cloud: Any) -> None:
    with faults.injected(faults.down("secretsmanager")):
        assert deliver(said("wamid.1")) == 503
    assert deliver(said("wamid.1")) == 200


def test_a_quarantine_that_is_down_spills_and_is_kept_later(cloud: Any) -> None:
    with faults.injected(faults.down("s3")):
        assert deliver(said("wamid.1"), "something new") == 200
    assert len(contents_of.table(cloud)) == 1
    assert store_what_was_spilled(cloud) == []
    assert list(contents_of.bucket(cloud).values()) == [b'"something new"']


def test_with_quarantine_and_spill_down_the_platform_is_asked_to_send_again(cloud: Any) -> None:
    with faults.injected(faults.down("s3"), faults.down("sqs")):
        assert deliver("something new") == 503
    assert deliver("something new") == 200
    assert len(contents_of.bucket(cloud)) == 1


def test_what_does_not_fit_in_five_seconds_is_spilled(cloud: Any, the_time: SteppingClock) -> None:
    slow = faults.Fault("PutItem", lambda: the_time.advance(seconds=1) and None, float("inf"))
    with faults.injected(slow) as calls:
        assert deliver(*(said(f"wamid.{n}") for n in range(50))) == 200
    assert calls.count("PutItem") == 6
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 50


def test_a_spill_too_large_for_the_queue_goes_by_way_of_the_bucket(cloud: Any) -> None:
    batch = [said(f"wamid.{n}", text="x" * 30_000) for n in range(50)]
    with faults.injected(faults.down("dynamodb")):
        assert deliver(*batch) == 200
    assert len(contents_of.bucket(cloud, "spill/")) == 1
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 50


# Crashes


def mixed(name: str) -> dict[str, Any]:
    """A webhook with everything in it, different for every ``name``."""
    large = {"media": {"url": "x" * 200_000}}
    return request(
        body(
            said(f"{name}.1", identity=name),
            noted(target=name, identity=name),
            f"unreadable {name}",
            said(f"{name}.2", identity=name, type="image", content=large),
        )
    )


@pytest.mark.parametrize(
    ("start", "calls"),
    [("warm", 5), ("cold", 7)],  # three items, a large content, a quarantine; two secrets
)
def test_a_crash_between_any_two_calls_loses_and_doubles_nothing(
    cloud: Any, start: str, calls: int
) -> None:
    deliver()

    def run(event: dict[str, Any]) -> int:
        if start == "cold":
            credentials.forget()
        status: int = receive(event)["statusCode"]
        return status

    points = faults.crash_points(lambda: run(mixed("counted")))
    assert len(points) == 2 * calls
    for point in points:
        event = mixed(str(point))
        faults.run_until(point, partial(run, event))
        assert run(event) == 200
    expected = 1 + len(points)
    assert len(contents_of.table(cloud)) == 3 * expected
    assert len(contents_of.bucket(cloud, "large/")) == expected
    assert len(contents_of.bucket(cloud, "quarantine/")) == expected


def test_a_crash_while_spilling_loses_and_doubles_nothing(cloud: Any) -> None:
    deliver()

    def run(event: dict[str, Any]) -> int:
        status: int = receive(event)["statusCode"]
        return status

    for point in (faults.CrashPoint(1, "before"), faults.CrashPoint(1, "after")):
        event = request(body(said(str(point))))
        with (
            faults.injected(faults.down("dynamodb"), crash=point) as calls,
            pytest.raises(faults.Crash),
        ):
            run(event)
        assert calls.operations[0] == "PutItem"
        assert run(event) == 200
    assert store_what_was_spilled(cloud) == []
    assert len(contents_of.table(cloud)) == 2
