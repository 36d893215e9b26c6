"""Files: a customer's behind a signed link that expires, a business's under an attachment id.

developers.facebook.com/documentation/business-messaging/messenger-platform/reference/attachment-upload-api.
"""

import json
import secrets
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.meta import Refused, answered, error
from tests.simulator.multipart import parts_of

_LINK_LIVES_MS: Final = 24 * 3_600_000
USUAL: Final = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mp4",
    "file": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Kept:
    kind: str
    content_type: str
    data: bytes
    expires_at: int


class Files:
    def __init__(self, channel: str) -> None:
        self.path = f"/{channel}/cdn/"
        self._lock = threading.Lock()
        self._kept: dict[str, Kept] = {}

    def received(self, kind: str, media: Mapping[str, Any], base: str) -> str:
        """The link to a customer's file; ``data`` is base64."""
        content_type = str(media.get("mime_type", USUAL.get(kind, "application/octet-stream")))
        data = b64decode(media.get("data", ""))
        expires_at = clock.now_ms() + _LINK_LIVES_MS
        name = self._keep(Kept(kind, content_type, data, expires_at))
        return f"{base}{self.path}{name}?oe={expires_at // 1000:x}"

    def upload(self, request: Request, _: Mapping[str, str]) -> Answer:
        """A form with ``message`` and ``filedata``."""
        parts = parts_of(request)
        try:
            wanted = json.loads(str(parts["message"].get_content()))
            kind = wanted["attachment"]["type"]
            data = parts["filedata"].get_payload(decode=True)
        except (KeyError, TypeError, ValueError) as wrong:
            raise Refused(error(400, 100, "(#100) Invalid parameter")) from wrong
        if kind not in USUAL or not isinstance(data, bytes) or not data:
            raise Refused(error(400, 100, "(#100) Upload attachment failure.", subcode=2018047))
        content_type = parts["filedata"].get_content_type()
        return answered({"attachment_id": self._keep(Kept(kind, content_type, data, 0))})

    def uploaded(self, attachment_id: object) -> Kept | None:
        return self._kept.get(str(attachment_id))

    def download(self, request: Request, groups: Mapping[str, str]) -> Answer:
        kept = self._kept.get(groups["file"])
        if kept is None or not kept.expires_at:
            return Answer(404, b"Bad URL hash")
        if clock.now_ms() > kept.expires_at:
            return Answer(403, b"URL signature expired")
        return Answer(200, kept.data, {"Content-Type": kept.content_type})

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()

    def _keep(self, kept: Kept) -> str:
        name = str(10**15 + secrets.randbelow(9 * 10**15))
        with self._lock:
            self._kept[name] = kept
        return name
