"""X's media: what we hand over, whole or in pieces, and what customers attached.

docs.x.com/x-api/media/quickstart/media-upload-chunked.
"""

import json
import re
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.x_answers import answered, invalid, problem
from tests.simulator.x_ids import snowflake

TON: Final = "/1.1/ton/data/dm"
_CATEGORIES: Final = ("dm_image", "dm_gif", "dm_video")
_LONGEST_PIECE: Final = 5 * 1024 * 1024
_EXTENSIONS: Final = {"image/jpeg": "jpg", "image/png": "png", "video/mp4": "mp4"}


@dataclass(slots=True)
class Medium:
    id: str
    mime_type: str
    total: int = 0
    pieces: dict[int, bytes] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)  # still to be told, the last one stays
    ready: bool = False

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces[number] for number in sorted(self.pieces))


class Media:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.kept: dict[str, Medium] = {}
        self.states: tuple[str, ...] = ("in_progress", "succeeded")  # of the next film
        self.check_after = 0  # seconds until its state may be asked for again

    def keep(self, mime_type: str, data: bytes) -> Medium:
        medium = Medium(snowflake(clock.now_ms()), mime_type, len(data), {0: data}, ready=True)
        with self._lock:
            self.kept[medium.id] = medium
        return medium

    def received(self, media: Mapping[str, Any], event: str, url: str) -> dict[str, Any]:
        """A customer's file as the attachment of ``event``."""
        mime_type = str(media.get("mime_type", "image/jpeg"))
        medium = self.keep(mime_type, b64decode(media.get("data", "")))
        extension = _EXTENSIONS.get(mime_type, "bin")
        link = f"{url}{TON}/{event}/{medium.id}/{medium.id[-8:]}.{extension}"
        about: dict[str, Any] = {
            "id": int(medium.id),
            "id_str": medium.id,
            "media_url": link,
            "media_url_https": link,
            "url": f"https://t.co/{medium.id[-10:]}",
            "type": "photo",
        }
        if mime_type.startswith("video/"):
            low = {"bitrate": 256_000, "content_type": "video/mp4", "url": f"{link}?tag=low"}
            fine = {"bitrate": 832_000, "content_type": "video/mp4", "url": link}
            playlist = {"content_type": "application/x-mpegURL", "url": f"{link}.m3u8"}
            about |= {"type": "video", "video_info": {"variants": [low, playlist, fine]}}
        return {"type": "media", "media": about}

    def whole(self, request: Request, _: Mapping[str, str]) -> Answer:
        fields, data, mime_type = parts_of(request)
        if fields.get("media_category") not in _CATEGORIES or not data:
            raise invalid("media_category and media are required")
        return answered({"data": {"id": self.keep(mime_type, data).id, "size": len(data)}})

    def begin(self, request: Request, _: Mapping[str, str]) -> Answer:
        told = json.loads(request.body)
        if told.get("media_category") not in _CATEGORIES or not told.get("total_bytes"):
            raise invalid("media_category and total_bytes are required")
        medium = Medium(snowflake(clock.now_ms()), told["media_type"], told["total_bytes"])
        with self._lock:
            self.kept[medium.id] = medium
        return answered({"data": {"id": medium.id, "expires_after_secs": 86_399}})

    def append(self, request: Request, groups: Mapping[str, str]) -> Answer:
        medium = self._known(groups["media"])
        fields, data, _ = parts_of(request)
        if not data or len(data) > _LONGEST_PIECE:
            raise invalid("a piece has at most 5 MB")
        medium.pieces[int(fields["segment_index"])] = data
        return answered({"data": {"expires_at": 1_800_000_000}})

    def end(self, request: Request, groups: Mapping[str, str]) -> Answer:
        medium = self._known(groups["media"])
        if len(medium.data) != medium.total:
            raise invalid("the pieces are not the whole")
        medium.states = list(self.states)
        return answered(self._state(medium, "pending"))

    def status(self, request: Request, _: Mapping[str, str]) -> Answer:
        if request.query.get("command") != "STATUS":
            raise invalid("command")
        medium = self._known(request.query.get("media_id", ""))
        state = medium.states.pop(0) if len(medium.states) > 1 else medium.states[0]
        medium.ready = state == "succeeded"
        return answered(self._state(medium, state))

    def download(self, request: Request, groups: Mapping[str, str]) -> Answer:
        medium = self.kept.get(groups["media"])
        if medium is None:
            return problem(404, "resource-not-found", "Not Found", "Not Found")
        return Answer(200, medium.data, {"Content-Type": medium.mime_type})

    def forget(self) -> None:
        with self._lock:
            self.kept.clear()
        self.states = ("in_progress", "succeeded")

    def _known(self, name: str) -> Medium:
        if name not in self.kept:
            raise invalid("media_id")
        return self.kept[name]

    def _state(self, medium: Medium, state: str) -> dict[str, Any]:
        info = {"state": state, "check_after_secs": self.check_after}
        return {"data": {"id": medium.id, "size": medium.total, "processing_info": info}}


def parts_of(request: Request) -> tuple[dict[str, str], bytes, str]:
    """The fields of a multipart form, the file ``media`` in it and its type."""
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    fields: dict[str, str] = {}
    data, mime_type = b"", ""
    whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + request.body)
    for part in whole.iter_parts():
        name = re.search(r'name="([^"]+)"', str(part["content-disposition"]))
        content = part.get_payload(decode=True)
        assert name and isinstance(content, bytes)
        if name[1] == "media":
            data, mime_type = content, part.get_content_type()
        else:
            fields[name[1]] = content.decode()
    return fields, data, mime_type
