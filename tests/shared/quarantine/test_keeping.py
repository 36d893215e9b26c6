"""Quarantine keeps bytes as they came, once, and counts them."""

import hashlib
import io
import json
from typing import Any

import pytest

from shared.errors import Unavailable
from shared.quarantine import keeping
from tests import faults
from tests.clock import SteppingClock
from tests.shared import contents_of

RAW = b'\xff{"text": "Hola"}'


def keep(raw: bytes = RAW, reason: str = "unknown kind") -> str:
    return keeping.keep("whatsapp", "main", reason, raw)


def test_bytes_are_kept_as_they_came_under_their_day_and_hash(
    cloud: Any, the_time: SteppingClock
) -> None:
    name = hashlib.sha256(RAW).hexdigest()
    assert keep() == f"quarantine/whatsapp/main/2026-01-01/{name}.json"
    assert contents_of.bucket(cloud) == {keep(): RAW}


def test_the_same_bytes_again_change_nothing(cloud: Any, the_time: SteppingClock) -> None:
    first = keep(reason="first")
    assert keep(reason="second") == first
    head = cloud.client("s3").head_object(Bucket="quarantine", Key=first)
    assert head["Metadata"] == {"reason": "first", "at": str(the_time.now)}


def test_a_reason_in_any_script_is_no_obstacle(cloud: Any, the_time: SteppingClock) -> None:
    head = cloud.client("s3").head_object(Bucket="quarantine", Key=keep(reason="größer\n" * 90))
    assert head["Metadata"]["reason"].startswith("gr??er?gr")
    assert len(head["Metadata"]["reason"]) <= 200


def test_each_is_counted_by_a_metric_that_holds_no_content(
    cloud: Any, the_time: SteppingClock, log: io.StringIO
) -> None:
    keep()
    line = json.loads(log.getvalue())
    (metric,) = line["_aws"]["CloudWatchMetrics"]
    assert line[metric["Metrics"][0]["Name"]] == 1
    in_all, by_channel = metric["Dimensions"]
    assert (in_all, [line[name] for name in by_channel]) == ([], ["whatsapp"])
    assert line["_aws"]["Timestamp"] == the_time.now
    assert "Hola" not in log.getvalue()


@pytest.mark.parametrize(
    "fault", [faults.down("s3"), faults.refused("PutObject", "SlowDown", status=503)]
)
def test_a_bucket_that_cannot_take_it_says_so(
    cloud: Any, the_time: SteppingClock, fault: faults.Fault
) -> None:
    with faults.injected(fault), pytest.raises(Unavailable):
        keep()
    assert contents_of.bucket(cloud) == {}
