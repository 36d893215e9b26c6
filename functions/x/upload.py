"""Files of ours, handed to X before the message that shows them.

Pictures in one request; films and what moves in pieces, for X makes them ready first.
https://docs.x.com/x-api/media/quickstart/media-upload-chunked (read 2026-11-22)
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from requests import Response

from functions.x import answers
from functions.x.api import address, authorization
from shared.channels import plain_type
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable, MessageRejected, OutcomeUnknown, Unavailable
from shared.media import files
from shared.provider import http, transfers
from shared.provider.answers import answer_of
from shared.table import Item

T = TypeVar("T")
Sleep = Callable[[float], object]

# With the message's own call this fits into the minute that is left of an invocation that began
# the call as late as it may.
_WITHIN_S: Final = 30.0
_PIECE: Final = 4 * 1024 * 1024
_CATEGORIES: Final = {"image/gif": "dm_gif", "video/mp4": "dm_video", "video/quicktime": "dm_video"}


def uploaded(message: Item, secrets: Secrets, sleep: Sleep = time.sleep) -> Item:
    """``message`` with X's id of its file, if it has one of ours. Raises SendError.

    Nothing was sent if that fails, so it may be done again; what was uploaded in vain is forgotten
    by X after a day.
    """
    content = json.loads(message.get("content") or "{}")
    media = content.get("media") or {}
    if not media.get("key"):
        return message
    handover = _Handover(message["account"], secrets, time.monotonic() + _WITHIN_S, sleep)
    try:
        name = handover.file(plain_type(media["mime_type"]), media["key"])
    except files.NoFile as error:
        raise MessageRejected("no-file", "The file is not there any more.") from error
    except (OutcomeUnknown, Unavailable) as error:
        raise ChannelUnavailable("no-file", "The file cannot be handed over now.") from error
    return {**message, "content": json.dumps({**content, "media": {**media, "id": name}})}


@dataclass(frozen=True, slots=True)
class _Handover:
    """Of one file, for one account, until a moment of ``time.monotonic``."""

    account: str
    secrets: Secrets
    until: float
    sleep: Sleep

    def file(self, kind: str, key: str) -> str:
        """X's id of the file."""
        if kind not in _CATEGORIES:
            file = ("file", kind, files.blocks(key))
            told = self._post("2/media/upload", {"media_category": "dm_image"}, file, _read)
            self._wait(_id(told), told)
            return _id(told)
        return self._in_pieces(kind, b"".join(files.blocks(key)))

    def _in_pieces(self, kind: str, whole: bytes) -> str:
        announced = {
            "media_type": kind,
            "media_category": _CATEGORIES[kind],
            "total_bytes": len(whole),
        }
        name = _id(self._call("POST", "2/media/upload/initialize", announced))
        for number, start in enumerate(range(0, len(whole), _PIECE)):
            piece = iter([whole[start : start + _PIECE]])
            path, about = f"2/media/upload/{name}/append", {"segment_index": str(number)}
            self._post(path, about, ("piece", "application/octet-stream", piece), _taken)
        self._wait(name, self._call("POST", f"2/media/upload/{name}/finalize", None))
        return name

    def _wait(self, name: str, told: dict[str, Any]) -> None:
        """Until X has made it ready."""
        while isinstance(info := told.get("processing_info"), dict):
            state, seconds = info.get("state"), info.get("check_after_secs", 1)
            if state == "succeeded":
                return
            if state == "failed":
                raise MessageRejected("processing-failed", "X cannot make this film ready.")
            pause = float(seconds) if isinstance(seconds, int) else 1.0
            if time.monotonic() + pause > self.until:
                raise ChannelUnavailable("processing", "X needs long to make it ready.")
            self.sleep(pause)
            told = self._call("GET", f"2/media/upload?command=STATUS&media_id={name}", None)

    def _post(
        self,
        path: str,
        about: dict[str, str],
        content: tuple[str, str, Iterator[bytes]],
        read: Callable[[Response], T],
    ) -> T:
        url = address(path)
        return transfers.upload(
            url,
            authorization("POST", url, self.account, self.secrets),
            about,
            content,
            within_s=max(0.0, self.until - time.monotonic()),
            read=read,
            part="media",
        )

    def _call(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        url = address(path)
        signed = authorization(method, url, self.account, self.secrets)
        return http.call(method, url, headers=signed, body=body, read=_read)


def _read(response: Response) -> dict[str, Any]:
    return answers.data(answer_of(response))


def _taken(response: Response) -> None:
    answers.check(answer_of(response))


def _id(told: dict[str, Any]) -> str:
    if isinstance(name := told.get("id"), str) and name:
        return name
    raise OutcomeUnknown("no-id", "X said yes, but not to what.")
