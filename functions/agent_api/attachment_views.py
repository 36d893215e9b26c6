"""The file of a message: what is known of it, and how the API shows it."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel

from shared.contents import content_of
from shared.ids import MessageId

AttachmentStatus = Literal["stored", "pending", "quarantined", "gone", "too-large", "refused"]
# Why there is no link to a file, as status and title of a problem.
ATTACHMENT_REFUSALS: Final[dict[str, tuple[int, str]]] = {
    "pending": (409, "The file has not been fetched from the platform yet."),
    "quarantined": (409, "The file waits for a scanner's word."),
    "gone": (404, "The platform does not have the file any more."),
    "too-large": (404, "The file is larger than what is kept."),
    "refused": (404, "The file is not kept, for what it is."),
}


class Attachment(BaseModel):
    """``url`` is a route of this API, for the same token; null where there will be no file."""

    id: str
    status: AttachmentStatus = "stored"
    type: str | None = None
    size: int | None = None
    sha256: str | None = None
    url: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """The file of a message. ``link`` is somebody else's, ``key`` where it lies in our bucket."""

    id: str
    status: AttachmentStatus
    link: str
    key: str
    content_type: str
    size: int | None
    sha256: str | None
    name: str | None


def file_of(item: dict[str, Any]) -> File | None:
    """The file of a message item; None if it has none, or was taken back."""
    media = content_of(item).get("media")
    if not media or item.get("revoked_at") is not None:
        return None
    ours = bool(media.get("key") or not media.get("id"))
    return File(
        id=str(media.get("upload") or media.get("id") or media.get("url") or ""),
        status="stored" if ours else item.get("media_status", "pending"),
        link="" if media.get("id") or media.get("key") else str(media.get("url") or ""),
        key=item.get("media_key") or media.get("key") or "",
        content_type=item.get("media_type") or media.get("mime_type") or "",
        size=item.get("media_size") or media.get("size"),
        sha256=item.get("media_sha256"),
        name=media.get("name"),
    )


def attachments(item: dict[str, Any]) -> list[Attachment]:
    file = file_of(item)
    if file is None:
        return []
    url = f"/v1/messages/{MessageId.of(item)}/attachments/0"
    attachment = Attachment(
        id=file.id,
        status=file.status,
        type=file.content_type or None,
        size=file.size,
        sha256=file.sha256,
        url=None if ATTACHMENT_REFUSALS.get(file.status, (0, ""))[0] == 404 else url,
        name=file.name,
    )
    return [attachment]
