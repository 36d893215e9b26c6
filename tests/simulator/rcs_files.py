"""Customers' files: at links that are for whoever has them, for a time."""

import secrets
import threading
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from tests.simulator.exchange import Answer, Request


class Files:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[str, bytes]] = {}

    def keep(self, mime_type: str, data: bytes) -> str:
        """The path of its link."""
        name = secrets.token_hex(16)
        with self._lock:
            self._kept[name] = mime_type, data
        return f"/rcs-content/{name}"

    def received(self, media: Mapping[str, Any], name: str, url: str) -> dict[str, Any]:
        """The ``payload`` of a file that a customer sent."""
        mime_type, data = str(media.get("mime_type", "image/jpeg")), b64decode(media["data"])
        return {
            "mimeType": mime_type,
            "fileSizeBytes": len(data),
            "fileName": name,
            "fileUri": url + self.keep(mime_type, data),
        }

    def download(self, request: Request, groups: Mapping[str, str]) -> Answer:
        found = self._kept.get(groups["file"])
        if found is None:
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return Answer(200, found[1], {"Content-Type": found[0]})

    def forget(self) -> None:
        """Every link's time is over."""
        with self._lock:
            self._kept.clear()
