"""Customers' files behind direct links, which die after a time.

developers.viber.com/docs/api/rest-bot-api/#receive-message-from-user.
"""

import secrets
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.simulator.exchange import Answer, Request

FOLDER: Final = "/dl-media.viber.com/"


@dataclass(slots=True)
class File:
    mime_type: str
    data: bytes
    over: bool = False


class Media:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.kept: dict[str, File] = {}

    def keep(self, media: Mapping[str, Any], ending: str) -> str:
        """The path of what a customer sent; ``media`` = {mime_type, data (base64)}."""
        name = f"{secrets.token_hex(12)}.{ending}"
        data = b64decode(media.get("data", ""))
        with self._lock:
            self.kept[name] = File(str(media.get("mime_type", "image/jpeg")), data)
        return FOLDER + name

    def download(self, request: Request, groups: Mapping[str, str]) -> Answer:
        file = self.kept.get(groups["name"])
        if file is None:
            return Answer(404)
        if file.over:
            return Answer(403)
        return Answer(200, file.data, {"Content-Type": file.mime_type})

    def forget(self) -> None:
        with self._lock:
            self.kept.clear()
