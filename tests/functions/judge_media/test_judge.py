"""A scanner's word: what it changes, for whom, and when it has to be said again."""

from typing import Any

import pytest

from functions.judge_media.judge import lambda_handler
from shared import table
from shared.errors import Unavailable
from shared.ids import MessageId
from tests import log

NOON = 1_767_225_600_000


def waiting(status: str | None = "quarantined", **more: Any) -> str:
    """A message with a file; returns the file's key."""
    key = f"media/{log.CONVERSATION}.{NOON}.photo"
    log.say("photo", NOON, type="image", media_key=key, media_status=status, **more)
    return key


def status_of(key: str) -> Any:
    message = MessageId.parse(key.removeprefix("media/"))
    return (table.get(message.pk, message.sk) or {}).get("media_status")


def guardduty(key: str, result: str, bucket: str = "quarantine") -> dict[str, Any]:
    return {
        "source": "aws.guardduty",
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        "detail": {
            "scanStatus": "COMPLETED",
            "s3ObjectDetails": {"bucketName": bucket, "objectKey": key},
            "scanResultDetails": {"scanResultStatus": result, "threats": None},
        },
    }


@pytest.mark.parametrize(("verdict", "becomes"), [("clean", "stored"), ("infected", "refused")])
def test_a_verdict_ends_the_waiting(cloud: Any, verdict: str, becomes: str) -> None:
    key = waiting()
    assert lambda_handler({"key": key, "verdict": verdict}, None) == {"status": becomes}
    assert status_of(key) == becomes


def test_it_may_come_as_an_event(cloud: Any) -> None:
    key = waiting()
    event = {"detail-type": "Media scanned", "detail": {"key": key, "verdict": "clean"}}
    assert lambda_handler(event, None) == {"status": "stored"}


@pytest.mark.parametrize(
    ("result", "becomes"),
    [
        ("NO_THREATS_FOUND", "stored"),
        ("THREATS_FOUND", "refused"),
        ("UNSUPPORTED", "quarantined"),
        ("FAILED", "quarantined"),
    ],
)
def test_guardduty_is_understood(cloud: Any, result: str, becomes: str) -> None:
    key = waiting()
    lambda_handler(guardduty(key, result), None)
    assert status_of(key) == becomes


def test_another_buckets_files_are_none_of_ours(cloud: Any) -> None:
    key = waiting()
    assert lambda_handler(guardduty(key, "THREATS_FOUND", "other"), None) == {"status": None}
    assert status_of(key) == "quarantined"


@pytest.mark.parametrize("status", ["stored", "refused", "gone"])
def test_what_does_not_wait_stays_as_it_is(cloud: Any, status: str) -> None:
    key = waiting(status)
    assert lambda_handler({"key": key, "verdict": "infected"}, None) == {"status": None}
    assert status_of(key) == status


def test_a_scanner_that_was_faster_than_the_record_is_asked_to_come_again(cloud: Any) -> None:
    key = waiting(None)
    with pytest.raises(Unavailable):
        lambda_handler({"key": key, "verdict": "clean"}, None)


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"key": "uploads/a", "verdict": "clean"},
        {"key": "media/upload-etag", "verdict": "clean"},
        {"key": f"media/{'b' * 26}.1.nobody", "verdict": "clean"},
        {"key": "media/a.1.b", "verdict": "perhaps"},
    ],
)
def test_what_means_no_file_of_a_message_changes_nothing(cloud: Any, event: Any) -> None:
    assert lambda_handler(event, None) == {"status": None}
