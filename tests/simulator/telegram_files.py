"""Telegram's files: sent by somebody, looked up by id, downloaded by a path behind the token.

core.telegram.org/bots/api#getfile
"""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.simulator.exchange import Answer, Request
from tests.simulator.telegram_answers import bad_request

LARGEST: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    id: str
    path: str
    data: bytes
    size: int

    def as_json(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": f"AQAD{self.id[-8:]}", "file_size": self.size}


class Files:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, Kept] = {}

    def keep(self, data: bytes, folder: str = "photos", size: int | None = None) -> Kept:
        """``size`` pretends that there is more than ``data``."""
        with self._lock:
            identifier = f"AgACAgQAAx{secrets.token_urlsafe(24)}"
            path = f"{folder}/file_{len(self._kept)}.jpg"
            kept = Kept(identifier, path, data, len(data) if size is None else size)
            self._kept[identifier] = kept
        return kept

    def look_up(self, file_id: Any) -> dict[str, Any]:
        kept = self._kept.get(str(file_id))
        if kept is None:
            raise bad_request("invalid file_id")
        if kept.size > LARGEST:
            raise bad_request("file is too big")
        return {**kept.as_json(), "file_path": kept.path}

    def download(self, request: Request, groups: Mapping[str, str]) -> Answer:
        for kept in list(self._kept.values()):
            if kept.path == groups["path"]:
                # Whatever it is: the type is told with the message only.
                return Answer(200, kept.data, {"Content-Type": "application/octet-stream"})
        return Answer(404, b'{"ok":false,"error_code":404,"description":"Not Found"}')

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
