"""What proves nothing is refused, always in the same way and without a trace."""

import io
import json
from typing import Any

import pytest

from shared.receiving import MAX_BODY
from tests import faults
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET
from tests.shared import contents_of
from tests.shared.arrivals import (
    body,
    deliver,
    handshake,
    receive,
    request,
    said,
)

REFUSED = {"statusCode": 403, "headers": {"content-type": "text/plain"}, "body": ""}
TOKEN = "hub.verify_token=verify-token-for-tests"

pytestmark = pytest.mark.usefixtures("the_time")


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
    assert contents_of.nothing(cloud)
    (line,) = log.getvalue().splitlines()
    assert set(json.loads(line)) == {"level", "message", "channel"}


def test_an_unknown_credential_set_costs_no_call(cloud: Any) -> None:
    event = request(body(said("wamid.1")), pathParameters={"account": "../main"})
    with faults.injected() as calls:
        assert receive(event) == REFUSED
    assert calls.operations == []


def test_a_secret_that_does_not_exist_refuses(cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIAL_SETS", "main,second")
    event = request(body(said("wamid.1")), pathParameters={"account": "second"})
    assert receive(event) == REFUSED
    assert contents_of.nothing(cloud)


def test_more_than_5_mb_is_413_before_anything_is_asked_of_aws(cloud: Any) -> None:
    with faults.injected() as calls:
        assert receive(request(b"x" * (MAX_BODY + 1)))["statusCode"] == 413
    assert calls.operations == []


def change_secret(cloud: Any, **changes: str) -> None:
    cloud.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main",
        SecretString=json.dumps({**WHATSAPP_SECRET, **changes}),
    )


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
