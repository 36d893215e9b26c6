"""Files of customers on LINE's other host, some of which are not ready at once.

developers.line.biz/en/reference/messaging-api/#get-content.
"""

import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.simulator.exchange import Answer, Request
from tests.simulator.line_answers import answered, error

_USUAL: Final = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/x-m4a",
    "file": "application/octet-stream",
}


@dataclass(slots=True)
class File:
    mime_type: str
    data: bytes
    preparing: int = 0  # how often it is not ready yet
    taken_back: bool = False


class Files:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, File] = {}

    def keep(self, message: str, kind: str, media: Mapping[str, Any]) -> File:
        """What a customer sent; ``media`` = {mime_type, data (base64), preparing}."""
        data = b64decode(media.get("data", ""))
        file = File(media.get("mime_type", _USUAL[kind]), data, int(media.get("preparing", 0)))
        with self._lock:
            self._kept[message] = file
        return file

    def content(self, request: Request, groups: Mapping[str, str]) -> Answer:
        with self._lock:
            file = self._kept.get(groups["message"])
            if file is None:
                return error(404, "Not found")
            if file.taken_back:
                return error(410, "Gone")
            if file.preparing:
                file.preparing -= 1
                return Answer(202)
        return Answer(200, file.data, {"Content-Type": file.mime_type})

    def transcoding(self, request: Request, groups: Mapping[str, str]) -> Answer:
        file = self._kept.get(groups["message"])
        if file is None:
            return error(404, "Not found")
        return answered({"status": "processing" if file.preparing else "succeeded"})

    def take_back(self, message: str) -> None:
        with self._lock:
            if file := self._kept.get(message):
                file.taken_back = True

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
