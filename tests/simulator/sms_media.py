"""Twilio's media: behind the account's credentials stands a link to another host.

support.twilio.com/hc/en-us/articles/223183748.
"""

import secrets
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.simulator.exchange import Answer, Request
from tests.simulator.sms_answers import error

CDN: Final = "/mms.twiliocdn.com"


@dataclass(frozen=True, slots=True)
class Medium:
    sid: str
    mime_type: str
    data: bytes


class Media:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, Medium] = {}

    def keep(self, mime_type: str, data: bytes) -> Medium:
        medium = Medium(f"ME{secrets.token_hex(16)}", mime_type, data)
        with self._lock:
            self._kept[medium.sid] = medium
        return medium

    def received(self, media: Mapping[str, Any], place: str) -> tuple[str, str]:
        """A customer's file: the address a webhook names it by, and its type."""
        mime_type = str(media.get("mime_type", "image/jpeg"))
        medium = self.keep(mime_type, b64decode(media.get("data", "")))
        return f"{place}/Media/{medium.sid}", mime_type

    def look_up(self, request: Request, groups: Mapping[str, str]) -> Answer:
        medium = self._kept.get(groups["media"])
        if medium is None:
            return error(404, 20404, "The requested resource was not found")
        return Answer(307, b"", {"Location": f"{request.host}{CDN}/{medium.sid}"})

    def download(self, request: Request, groups: Mapping[str, str]) -> Answer:
        medium = self._kept.get(groups["media"])
        if medium is None:
            return Answer(404)
        if request.header("authorization"):
            return Answer(400, b"Only one auth mechanism allowed")
        return Answer(200, medium.data, {"Content-Type": medium.mime_type})

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
