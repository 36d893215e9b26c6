"""The bucket's part of files: what customers sent, what agents upload, and links to both.

``media/`` belongs to messages and stays as long as they do. ``uploads/`` is where a presigned
link lets an agent's browser put a file; it is forgotten after days, so what a message needs is
copied to ``media/`` when the message is accepted, and what was sent cannot be replaced either.
``kept/`` is for uploads that replies show; each message that one becomes takes its own copy.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.channels import plain_type
from shared.errors import Unavailable
from shared.ids import MessageId
from shared.settings import settings

# Shorter than the session of any function that signs them.
LINK_S: Final = 300
_BLOCK: Final = 256 * 1024
_MISSING: Final = {"404", "NoSuchKey", "NotFound", "PreconditionFailed"}
# What a browser shows as a picture, film or sound; it may run anything else.
_SHOWN: Final = ("image/jpeg", "image/png", "image/webp", "audio/", "video/", "application/pdf")

# How the names of what agents upload end: some platforms take links only if their path does.
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_ENDINGS: Final = {
    "image/jpeg": ".jpeg",
    "image/png": ".png",
    "image/gif": ".gif",
    "video/mp4": ".mp4",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{_OFFICE}presentationml.presentation": ".pptx",
}


class NoFile(LookupError):
    """There is no file under this key."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    size: int
    content_type: str
    etag: str


def fetched_key(message: str) -> str:
    """Where the file that came with ``message`` (its id) lies."""
    return f"media/{message}"


def message_of(key: str) -> MessageId | None:
    """The message whose file lies under ``key``; None for any other key."""
    try:
        return MessageId.parse(key.removeprefix("media/")) if key.startswith("media/") else None
    except ValueError:
        return None


def keep(key: str, file: IO[bytes], content_type: str, sha256: bytes) -> None:
    """Put ``file`` under ``key`` unless it is there; the bucket checks the hash as well."""
    file.seek(0)
    try:
        aws.client("s3").put_object(
            Bucket=settings().quarantine_bucket,
            Key=key,
            Body=file,
            ContentType=content_type,
            ChecksumSHA256=base64.b64encode(sha256).decode(),
            IfNoneMatch="*",
        )
    except (ClientError, BotoCoreError) as error:
        if _code(error) != "PreconditionFailed":
            raise Unavailable("bucket cannot take it") from error


def forget(key: str) -> None:
    """Delete what is under ``key``, if anything is."""
    try:
        aws.client("s3").delete_object(Bucket=settings().quarantine_bucket, Key=key)
    except (ClientError, BotoCoreError) as error:
        raise Unavailable("bucket cannot be changed") from error


def blocks(key: str) -> Iterator[bytes]:
    """The file under ``key``, a piece at a time. Raises NoFile, Unavailable."""
    try:
        answer = aws.client("s3").get_object(Bucket=settings().quarantine_bucket, Key=key)
        yield from answer["Body"].iter_chunks(_BLOCK)
    except (ClientError, BotoCoreError) as error:
        raise _meaning(error, key) from error


def adopt(upload: str, *, kept: bool = False, message: str = "") -> tuple[str, Uploaded]:
    """Make what was uploaded a message's: its key from now on, and what it is.

    The same file has the same key, whenever this is asked, and one that ends like a file of its
    type; one that is ``kept`` has one for each ``message``. Raises NoFile, Unavailable.
    """
    source = f"kept/{upload}" if kept else f"uploads/{upload}"
    found = _found(source)
    ending = _ENDINGS.get(plain_type(found.content_type), "")
    key = f"media/{message if kept else upload}-{found.etag}{ending}"
    _copy(source, key, found.etag)
    return key, found


def keep_upload(upload: str) -> Uploaded:
    """Put what was uploaded where it stays; what it is. Raises NoFile, Unavailable."""
    found = _found(f"uploads/{upload}")
    _copy(f"uploads/{upload}", f"kept/{upload}", found.etag)
    return found


def _found(key: str) -> Uploaded:
    try:
        head = aws.client("s3").head_object(Bucket=settings().quarantine_bucket, Key=key)
    except (ClientError, BotoCoreError) as error:
        raise _meaning(error, key) from error
    return Uploaded(head["ContentLength"], head.get("ContentType", ""), head["ETag"].strip('"'))


def _copy(source: str, key: str, etag: str) -> None:
    bucket = settings().quarantine_bucket
    try:
        aws.client("s3").copy_object(
            Bucket=bucket,
            Key=key,
            CopySource={"Bucket": bucket, "Key": source},
            CopySourceIfMatch=f'"{etag}"',
        )
    except (ClientError, BotoCoreError) as error:
        raise _meaning(error, source) from error


def link_to_get(key: str, content_type: str, name: str | None, *, seconds: int = LINK_S) -> str:
    """A link that lives so many seconds, or as long as the session of the function that signs it
    if that ends first; a browser saves under ``name`` what it had better not show."""
    how = "inline" if content_type.startswith(_SHOWN) else "attachment"
    if name:
        how += f"; filename*=UTF-8''{quote(name, safe='')}"
    asked = {"ResponseContentType": content_type, "ResponseContentDisposition": how}
    link: str = aws.client("s3").generate_presigned_url(
        "get_object",
        Params={"Bucket": settings().quarantine_bucket, "Key": key, **asked},
        ExpiresIn=seconds,
    )
    return link


def link_to_put(upload: str, content_type: str, size: int) -> str:
    """A link that lives LINK_S and takes exactly ``size`` bytes of this type, by PUT."""
    link: str = aws.client("s3").generate_presigned_url(
        "put_object",
        Params={
            "Bucket": settings().quarantine_bucket,
            "Key": f"uploads/{upload}",
            "ContentType": content_type,
            "ContentLength": size,
        },
        ExpiresIn=LINK_S,
    )
    return link


def form_to_post(upload: str, content_type: str, longest: int) -> dict[str, Any]:
    """``url`` and ``fields`` of a form that lives LINK_S and takes a ``file`` of this type with
    at most ``longest`` bytes: the bucket itself refuses another."""
    form: dict[str, Any] = aws.client("s3").generate_presigned_post(
        settings().quarantine_bucket,
        f"uploads/{upload}",
        Fields={"Content-Type": content_type},
        Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, longest]],
        ExpiresIn=LINK_S,
    )
    return form


def link_to_upload(upload: str) -> str:
    """A link to what was uploaded, for LINK_S."""
    link: str = aws.client("s3").generate_presigned_url(
        "get_object",
        Params={"Bucket": settings().quarantine_bucket, "Key": f"uploads/{upload}"},
        ExpiresIn=LINK_S,
    )
    return link


def _meaning(error: ClientError | BotoCoreError, key: str) -> Exception:
    return NoFile(key) if _code(error) in _MISSING else Unavailable("bucket cannot answer")


def _code(error: Any) -> str:
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else ""
