"""Where files of messages lie (MMCS): encrypted by whoever sends them, with keys it never sees.

register.apple.com/resources/messages/msp-api-tutorial (attachments).
"""

import base64
import hashlib
import json
import secrets
import threading
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from tests.simulator.apple_answers import Refused, answered
from tests.simulator.exchange import Answer, Request

if TYPE_CHECKING:
    from tests.simulator.apple import Apple

_MARK: Final = b"bplist00"  # a large selection is no JSON before it is decoded
_KEPT_AT: Final = "https://p12-content.icloud.com/"


def turned(data: bytes, key: bytes) -> bytes:
    return Cipher(AES(key), CTR(bytes(16))).encryptor().update(data)


class Files:
    def __init__(self, apple: "Apple") -> None:
        self._apple, self._lock = apple, threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.links_die = False  # what is asked for comes too late
        self._announced: dict[str, int] = {}
        self._opened: dict[str, bytes] = {}

    def keep(self, data: bytes) -> dict[str, str]:
        """What a customer's phone put there: how a message refers to it."""
        key, name = secrets.token_bytes(32), f"M{secrets.token_hex(16).upper()}"
        with self._lock:
            self.kept[name] = turned(data, key)
        checksum = _checksum(self.kept[name])
        return {
            "owner": name,
            "url": _KEPT_AT + name,
            "size": str(len(data)),
            "key": f"00{key.hex()}",
            "signature": checksum.hex(),
            "signature-base64": base64.b64encode(checksum).decode(),
        }

    def encoded(self, selection: Any) -> bytes:
        return _MARK + zlib.compress(json.dumps(selection).encode())

    def announce(self, request: Request, _: Mapping[str, str]) -> Answer:
        size = request.header("size")
        if not (size.isdigit() and request.header("source-id") == self._apple.business):
            raise Refused(400, "size and source-id are needed")
        name = f"M{secrets.token_hex(16).upper()}"
        with self._lock:
            self._announced[name] = int(size)
        return answered(
            {"upload-url": self._link(name), "mmcs-url": _KEPT_AT + name, "mmcs-owner": name}
        )

    def take(self, request: Request, groups: Mapping[str, str]) -> Answer:
        name = groups["file"]
        if self._announced.get(name) != len(request.body):
            raise Refused(400, "another size")
        with self._lock:
            self.kept[name] = request.body
        checksum = base64.b64encode(_checksum(request.body)).decode()
        return answered({"singleFile": {"fileChecksum": checksum, "receipt": name}})

    def link(self, request: Request, _: Mapping[str, str]) -> Answer:
        if request.header("source-id") != self._apple.business:
            raise Refused(400, "source-id is needed")
        name = request.header("owner")
        data = self.kept.get(name)
        if data is None or request.header("url") != _KEPT_AT + name:
            raise Refused(404, "no such file")
        if request.header("signature") != base64.b64encode(_checksum(data)).decode():
            raise Refused(400, "another signature")
        return answered({"download-url": self._link(name)})

    def give(self, request: Request, groups: Mapping[str, str]) -> Answer:
        if self.links_die or groups["file"] not in self.kept:
            return Answer(403)
        return Answer(200, self.kept[groups["file"]], {"Content-Type": "application/octet-stream"})

    def decode(self, request: Request, _: Mapping[str, str]) -> Answer:
        if not (request.header("bid") and request.body.startswith(_MARK)):
            raise Refused(400, "no payload")
        return Answer(200, zlib.decompress(request.body.removeprefix(_MARK)))

    def open(self, attachment: Mapping[str, Any]) -> bytes:
        """What a customer's phone makes of an attachment of ours. Raises Refused."""
        name = str(attachment.get("owner"))
        data = self.kept.get(name)
        checksum = base64.b64encode(_checksum(data or b"")).decode()
        fits = (_KEPT_AT + name, checksum) == (
            attachment.get("url"),
            attachment.get("signature-base64"),
        )
        key = str(attachment.get("key", ""))
        if data is None or not fits or len(key) != 66 or not key.startswith("00"):
            raise Refused(400, "no such attachment")
        if not (attachment.get("name") and attachment.get("mimeType")):
            raise Refused(400, "an attachment has a name and a type")
        self._opened[name] = turned(data, bytes.fromhex(key[2:]))
        return self._opened[name]

    def opened(self, path: str) -> bytes | None:
        """What was uploaded to ``path``, if a message has brought the key."""
        return self._opened.get(path.rpartition("/")[2])

    def _link(self, name: str) -> str:
        return f"{self._apple.world.url()}/mmcs/{name}"


def _checksum(data: bytes) -> bytes:
    return b"\x81" + hashlib.sha1(data, usedforsecurity=False).digest()
