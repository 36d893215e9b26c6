"""Files of customers, given to who brings the account's authorization."""

import secrets
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.simulator.custom_signing import error
from tests.simulator.exchange import Answer, Request

if TYPE_CHECKING:
    from tests.simulator.custom import Custom

_USUAL: Final = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/ogg",
    "sticker": "image/webp",
    "file": "application/pdf",
}


@dataclass(slots=True)
class File:
    mime_type: str
    data: bytes


class Files:
    def __init__(self, custom: "Custom") -> None:
        self._custom, self._lock = custom, threading.Lock()
        self.kept: dict[str, File] = {}

    def keep(self, kind: str, media: Mapping[str, Any]) -> dict[str, Any]:
        """What a customer sent: {mime_type, data (base64), …}; returns how it is told."""
        name, told = secrets.token_hex(12), dict(media)
        file = File(told.setdefault("mime_type", _USUAL[kind]), b64decode(told.pop("data", "")))
        with self._lock:
            self.kept[name] = file
        origin = str(self._custom.account["url"]).removesuffix("/partner/messages")
        return {"url": f"{origin}/partner/files/{name}", **told}

    def give(self, request: Request, groups: Mapping[str, str]) -> Answer:
        if request.header("authorization") != self._custom.account["media_authorization"]:
            return error(401, "credentials", "Nobody may have it.").answer
        with self._lock:
            file = self.kept.get(groups["file"])
        if file is None:
            return error(404, "gone", "There is no such file.").answer
        return Answer(200, file.data, {"Content-Type": file.mime_type})

    def forget(self) -> None:
        with self._lock:
            self.kept.clear()
