"""What only one type of message has: on its item, or in the bucket if it is too large for one."""

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.errors import Unavailable
from shared.settings import settings


def content_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a message item, wherever it lies; empty if it has none.

    Reads the bucket only for what ``content_at`` names. Raises Unavailable.
    """
    content: dict[str, Any] = json.loads(item.get("content") or _large(item) or "{}")
    return content


def _large(item: Mapping[str, Any]) -> bytes:
    key = item.get("content_at")
    if not key:
        return b""
    try:
        found = aws.client("s3").get_object(Bucket=settings().quarantine_bucket, Key=key)
        raw: bytes = found["Body"].read()
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("the content cannot be read") from error
    return raw
