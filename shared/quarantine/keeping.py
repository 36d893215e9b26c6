"""Where authentic but unusable input is kept, byte for byte, until a fix can replay it."""

import hashlib
import os

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws, clock
from shared.errors import Unavailable
from shared.observability import logger
from shared.settings import settings


def keep(channel: str, credential_set: str, reason: str, raw: bytes) -> str:
    """Keep ``raw`` and return its key; the same bytes on the same day have the same key.

    ``reason`` and the time (ms) go beside it as the object's metadata. Counted by a metric
    ``Quarantined``, in all and per channel. Raises Unavailable if the bucket cannot take it now.
    """
    now = clock.now_ms()
    day = clock.rfc3339(now)[:10]
    name = hashlib.sha256(raw).hexdigest()
    key = f"quarantine/{channel}/{credential_set}/{day}/{name}.json"
    put_object(key, raw, {"reason": _as_header(reason), "at": str(now)})
    _count(channel)
    return key


def _as_header(text: str) -> str:
    return "".join(c if " " <= c <= "~" else "?" for c in text[:200]).strip()


def put_object(key: str, body: bytes, metadata: dict[str, str] | None = None) -> None:
    """Put ``body`` into the project's bucket unless the key is there already."""
    try:
        aws.client("s3").put_object(
            Bucket=settings().quarantine_bucket,
            Key=key,
            Body=body,
            ContentType="application/json",
            Metadata=metadata or {},
            IfNoneMatch="*",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "PreconditionFailed":
            raise Unavailable("bucket cannot take it") from error
    except BotoCoreError as error:
        raise Unavailable("bucket cannot take it") from error


def _count(channel: str) -> None:
    # CloudWatch's embedded metric format: a log line that is a metric as well, without the
    # import time of a metrics library.
    logger.warning(
        "quarantined",
        channel=channel,
        Quarantined=1,
        _aws={
            "Timestamp": clock.now_ms(),
            "CloudWatchMetrics": [
                {
                    "Namespace": os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "threadline"),
                    "Dimensions": [[], ["channel"]],
                    "Metrics": [{"Name": "Quarantined", "Unit": "Count"}],
                }
            ],
        },
    )
