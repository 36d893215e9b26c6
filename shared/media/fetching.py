"""The edge of every function that fetches customers' files: ids of messages in, failures out.

What became of a file is written on its message once. The message itself was stored before and
stays, whatever becomes of the file.
"""

import hashlib
import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any, Final

from requests import Response

from shared import aws, clock, history, metrics, table
from shared.channels import Channel, plain_type
from shared.contents import content_of
from shared.credentials import Secrets, credentials_of
from shared.errors import (
    Conflict,
    CredentialsRejected,
    FileRefused,
    Retryable,
    ThreadlineError,
)
from shared.ids import MessageId
from shared.media import files
from shared.observability import logger
from shared.provider import transfers
from shared.settings import settings
from shared.table import Item

_WITHIN_S: Final = 75.0  # of the two minutes that the function has
_FIRST_PAUSE_S: Final = 15
_LONGEST_PAUSE_S: Final = 3_600
_DAMAGED_TWICE: Final = 3
_ONCE: Final = (
    "attribute_exists(pk) AND attribute_not_exists(#media_status) "
    "AND attribute_not_exists(#revoked_at)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file can be downloaded now, and what the platform says it is."""

    url: str
    headers: Mapping[str, str]
    check: Callable[[Response], None]  # raises for an answer that is not the file
    content_type: str  # "" = the answer to the download tells
    size: int | None
    sha256: bytes | None
    taken: bytes | None = None  # the file itself, where it was had before
    clear: Callable[[IO[bytes]], None] | None = None  # makes what came what it is, in its place


Locate = Callable[[Item, Mapping[str, Any], Secrets], Source]


class Damaged(Retryable):
    """What came is not what the platform announced."""


def fetch(event: Mapping[str, Any], channel: Channel, locate: Locate) -> dict[str, Any]:
    """Do what records of the media queue say; returns the partial batch response.

    ``locate(message, media, secrets)`` asks the platform for a file; it raises FileRefused where
    it will never be had, SendError where another try may help.
    """
    failed = [r["messageId"] for r in event["Records"] if not _done(r, channel, locate)]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _done(record: Mapping[str, Any], channel: Channel, locate: Locate) -> bool:
    tries = int(record["attributes"].get("ApproximateReceiveCount", 1))
    try:
        _fetch_one(json.loads(record["body"])["message"], channel, locate, tries)
    except CredentialsRejected as error:  # nothing is fetched until a person acts
        metrics.count("CredentialsRejected", "file not fetched", code=error.code)
    except Exception as error:  # one file's failure must not be another's
        # The error's own text may hold a link.
        where = traceback.format_tb(error.__traceback__)[-2:]
        level = logger.info if isinstance(error, ThreadlineError) else logger.error
        level("file not fetched yet", kind=type(error).__name__, where=where, tries=tries)
    else:
        return True
    _come_back_in(min(_FIRST_PAUSE_S * 2 ** (tries - 1), _LONGEST_PAUSE_S), record)
    return False


def _come_back_in(seconds: int, record: Mapping[str, Any]) -> None:
    aws.client("sqs").change_message_visibility(
        QueueUrl=settings().media_queue_url,
        ReceiptHandle=record["receiptHandle"],
        VisibilityTimeout=seconds,
    )


def _fetch_one(message_id: str, channel: Channel, locate: Locate, tries: int) -> None:
    message = history.find(MessageId.parse(message_id))
    if message is None:
        return
    if message.get("revoked_at"):
        files.forget(files.fetched_key(message_id))
        return
    if message.get("media_status"):
        return
    media = content_of(message).get("media") or {}
    if not media.get("id"):
        return
    try:
        became = _fetched(message, media, channel, locate)
    except FileRefused as refusal:
        became = {"media_status": refusal.status}
    except Damaged:
        if tries < _DAMAGED_TWICE:
            raise
        became = {"media_status": "refused"}
    except Retryable:
        if clock.now_ms() - message["received_at"] < channel.file_ids_last_ms:
            raise
        became = {"media_status": "gone"}
    _record(message, became)


def _fetched(message: Item, media: Mapping[str, Any], channel: Channel, locate: Locate) -> Item:
    source = locate(message, media, credentials_of(channel.name, message["account"]))
    kinds = [source.content_type or str(media.get("mime_type") or "")]
    received = channel.files[message["type"]].received
    if kinds[0]:
        _must_be(received, kinds[0], message)

    def check(response: Response) -> None:
        source.check(response)
        if not kinds[0]:
            kinds[0] = response.headers.get("Content-Type", "")
            _must_be(received, kinds[0], message)

    if (source.size or 0) > channel.longest_received:
        raise FileRefused("too-large", f"It has {source.size} bytes.")
    with TemporaryFile() as file:
        _take(source, channel, file, check)
        size, sha256 = file.tell(), _sha256(file)
        if source.sha256 not in (None, sha256) or source.size not in (None, size):
            raise Damaged("damaged", "The file is not the one announced.")
        if source.clear:
            source.clear(file)
            size, sha256 = file.seek(0, 2), _sha256(file)
        key = files.fetched_key(str(MessageId.of(message)))
        files.keep(key, file, kinds[0] or "application/octet-stream", sha256)
    return {
        "media_key": key,
        "media_type": kinds[0] or None,
        "media_size": size,
        "media_sha256": sha256.hex(),
        "media_status": "quarantined" if settings().media_scan else "stored",
    }


def _take(
    source: Source, channel: Channel, file: IO[bytes], check: Callable[[Response], None]
) -> None:
    if source.taken is not None:
        file.write(source.taken)
        return
    transfers.download(
        source.url,
        source.headers,
        file,
        longest=channel.longest_received,
        within_s=_WITHIN_S,
        check=check,
    )


def _must_be(received: str, content_type: str, message: Item) -> None:
    if not plain_type(content_type).startswith(received):
        raise FileRefused("refused", f"{content_type} is no {message['type']}.")


def _sha256(file: IO[bytes]) -> bytes:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]


def _record(message: Item, became: Item) -> None:
    told = {name: value for name, value in became.items() if value is not None}
    sets = ", ".join(f"#{name} = :{name}" for name in told)
    values = {f":{name}": value for name, value in told.items()}
    try:
        table.update(message["pk"], message["sk"], f"SET {sets}", values, _ONCE)
    except Conflict:
        _forget_if_revoked(message)
        return
    size = told.get("media_size", 0)
    logger.info("file fetched", status=told["media_status"], bytes=size)


def _forget_if_revoked(message: Item) -> None:
    """Somebody recorded it before, or the customer took the message back meanwhile."""
    now = table.get(message["pk"], message["sk"])
    if now is None or now.get("revoked_at"):
        files.forget(files.fetched_key(str(MessageId.of(message))))
