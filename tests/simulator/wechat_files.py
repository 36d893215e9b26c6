"""WeChat's temporary files: uploaded or sent by a follower, and given out for three days.

developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtemporarymedia.html
"""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.wechat_answers import Refused, told

_LIVE_MS: Final = 3 * 86_400_000
_MOST: Final = {"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "thumb": 64 << 10}
_ENDS: Final = {
    "image": ("jpg", "jpeg", "png", "gif", "bmp"),
    "voice": ("amr", "mp3"),
    "video": ("mp4",),
    "thumb": ("jpg",),
}
FILM: Final = "/wechat-films/"


@dataclass(frozen=True, slots=True)
class Kept:
    id: str
    kind: str
    mime_type: str
    data: bytes
    until: int


class Files:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, Kept] = {}

    def keep(self, kind: str, mime_type: str, data: bytes) -> Kept:
        identifier = secrets.token_urlsafe(48)
        kept = Kept(identifier, kind, mime_type, data, clock.now_ms() + _LIVE_MS)
        with self._lock:
            self._kept[identifier] = kept
        return kept

    def named(self, media_id: object, kind: str) -> Kept:
        """Raises Refused if there is no such file of that kind."""
        with self._lock:
            kept = self._kept.get(str(media_id))
        if kept is None or kept.kind != kind or kept.until <= clock.now_ms():
            raise Refused(40007)
        return kept

    def upload(self, request: Request, _: Mapping[str, str]) -> Answer:
        kind, file = request.query.get("type", ""), _file_of(request)
        if kind not in _MOST:
            raise Refused(40004)
        data = file.get_payload(decode=True) if file else b""
        if file is None or not isinstance(data, bytes) or not data:
            raise Refused(44001)
        if len(data) > _MOST[kind]:
            raise Refused(45001)
        # The platform goes by the name's end.
        if not str(file.get_filename() or "").lower().endswith(_ENDS[kind]):
            raise Refused(40004)
        kept = self.keep(kind, file.get_content_type(), data)
        at = clock.now_ms() // 1000
        return told({"type": kind, "media_id": kept.id, "created_at": at})

    def give(self, request: Request, _: Mapping[str, str]) -> Answer:
        with self._lock:
            kept = self._kept.get(request.query.get("media_id", ""))
        if kept is None or kept.until <= clock.now_ms():
            raise Refused(40007)
        if kept.kind == "video":
            return told({"video_url": f"{request.host}{FILM}{kept.id}"})
        named = f'attachment; filename="{kept.id}"'
        return Answer(
            200, kept.data, {"Content-Type": kept.mime_type, "Content-disposition": named}
        )

    def film(self, request: Request, groups: Mapping[str, str]) -> Answer:
        with self._lock:
            kept = self._kept.get(groups["id"])
        return Answer(200, kept.data, {"Content-Type": kept.mime_type}) if kept else Answer(404)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()


def _file_of(request: Request) -> EmailMessage | None:
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + request.body)
    for part in whole.iter_parts() if whole.is_multipart() else ():
        named = part.get_param("name", header="content-disposition") == "media"
        if named and isinstance(part, EmailMessage):
            return part
    return None
