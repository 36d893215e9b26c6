"""Lambda: a scanner's word about a fetched file, which then may be seen or not.

With the parameter MediaScan, files wait for this. Whoever scans calls the function, or lets
EventBridge do so, with ``{"key": "media/…", "verdict": "clean" or "infected"}``, alone or as the
detail of an event named ``Media scanned``. The events of GuardDuty are understood as they are:
https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
"""

from typing import Any, Final

from shared import history, table
from shared.errors import Conflict, Unavailable
from shared.ids import MessageId
from shared.media import files
from shared.observability import logger
from shared.settings import settings

_BECOMES: Final = {"clean": "stored", "infected": "refused"}
_GUARDDUTY: Final = {"NO_THREATS_FOUND": "clean", "THREATS_FOUND": "infected"}


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Returns the file's status, None if it is no file that waits.

    Raises Unavailable if it is not known yet that the file waits: the call should be repeated.
    """
    key, verdict = _said(event.get("detail") or event)
    status = _judged(key, verdict)
    logger.info("file judged", status=status or "unchanged")
    return {"status": status}


def _said(detail: dict[str, Any]) -> tuple[str, str]:
    if "s3ObjectDetails" not in detail:
        return str(detail.get("key", "")), str(detail.get("verdict", ""))
    about, result = detail["s3ObjectDetails"], detail.get("scanResultDetails") or {}
    ours = about.get("bucketName") == settings().quarantine_bucket
    verdict = _GUARDDUTY.get(str(result.get("scanResultStatus")), "")
    return (str(about.get("objectKey", "")) if ours else ""), verdict


def _judged(key: str, verdict: str) -> str | None:
    status = _BECOMES.get(verdict)
    message = files.message_of(key)
    if status is None or message is None:
        return None  # what could not be scanned goes on waiting for somebody who can
    try:
        table.update(
            message.pk,
            message.sk,
            "SET #media_status = :status",
            {":status": status, ":waits": "quarantined", ":key": key},
            "#media_status = :waits AND #media_key = :key",
        )
    except Conflict:
        _demand_known(message)
        return None
    return status


def _demand_known(message: MessageId) -> None:
    there = history.find(message)
    # A fast scanner may be done before it is written down that there is something to scan.
    if there and not there.get("media_status") and not there.get("revoked_at"):
        raise Unavailable("not recorded yet")
