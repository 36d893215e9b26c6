"""WhatsApp's media: uploaded or sent by a customer, looked up by id, downloaded by a short link.

developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media.
"""

import hashlib
import secrets
import threading
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.meta import answered, unknown_object
from tests.simulator.whatsapp_parameters import invalid, wrong_value

_LINK_LIVES_MS: Final = 300_000
DOWNLOAD: Final = "/whatsapp_business/attachments/"


@dataclass(frozen=True, slots=True)
class Medium:
    id: str
    mime_type: str
    data: bytes

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.data).digest()


class Media:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, Medium] = {}

    def keep(self, mime_type: str, data: bytes) -> Medium:
        medium = Medium(str(secrets.randbelow(9 * 10**15) + 10**15), mime_type, data)
        with self._lock:
            self._kept[medium.id] = medium
        return medium

    def received(self, media: Mapping[str, Any], kind: str, base: str) -> dict[str, Any]:
        """A customer's file as a webhook names it; ``data`` (base64) becomes a fetchable one."""
        if "id" in media:
            return dict(media)
        shown = {key: part for key, part in media.items() if key != "data"}
        mime_type = shown.setdefault("mime_type", _USUAL[kind])
        medium = self.keep(mime_type, b64decode(media.get("data", "")))
        return shown | {
            "sha256": b64encode(medium.sha256).decode(),
            "id": medium.id,
            "url": self._link(medium, base),
        }

    def upload(self, request: Request, _: Mapping[str, str]) -> Answer:
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in _multipart(request)
        }
        if "file" not in parts:
            raise invalid("The parameter file is required.")
        file = parts["file"]
        data = file.get_payload(decode=True)
        if not isinstance(data, bytes) or not data:
            raise wrong_value("file is empty")
        return answered({"id": self.keep(file.get_content_type(), data).id})

    def look_up(self, request: Request, groups: Mapping[str, str]) -> Answer:
        medium = self._kept.get(groups["media"])
        if medium is None:
            return unknown_object(groups["media"], request.method)
        return answered(
            {
                "url": self._link(medium, request.host),
                "mime_type": medium.mime_type,
                "sha256": medium.sha256.hex(),
                "file_size": len(medium.data),
                "id": medium.id,
                "messaging_product": "whatsapp",
            }
        )

    def delete(self, request: Request, groups: Mapping[str, str]) -> Answer:
        with self._lock:
            gone = self._kept.pop(groups["media"], None)
        return answered({"success": True}) if gone else unknown_object(groups["media"], "delete")

    def download(self, request: Request, _: Mapping[str, str]) -> Answer:
        medium = self._kept.get(request.query.get("mid", ""))
        fresh = clock.now_ms() // 1000 <= int(request.query.get("ext") or 0)
        if medium is None or not fresh:
            return Answer(404)
        return Answer(200, medium.data, {"Content-Type": medium.mime_type})

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()

    def _link(self, medium: Medium, base: str) -> str:
        expires = (clock.now_ms() + _LINK_LIVES_MS) // 1000
        return f"{base}{DOWNLOAD}?mid={medium.id}&ext={expires}&hash={medium.sha256.hex()[:24]}"


_USUAL: Final = {
    "image": "image/jpeg",
    "audio": "audio/ogg; codecs=opus",
    "video": "video/mp4",
    "document": "application/pdf",
    "sticker": "image/webp",
}


def _multipart(request: Request) -> list[EmailMessage]:
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + request.body)
    return [part for part in whole.iter_parts() if isinstance(part, EmailMessage)]
