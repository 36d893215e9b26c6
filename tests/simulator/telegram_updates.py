"""What happens to a bot, as the update that its webhook gets.

core.telegram.org/bots/api#update
"""

import secrets
import threading
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final

from shared import clock
from tests.simulator.telegram_chats import Chat, Chats
from tests.simulator.telegram_files import Files

_OURS: Final = frozenset({"from", "name", "type", "media", "reply_to", "repeat", "retry"})
_FIELD_OF: Final = {"image": "photo", "file": "document"}
_USUAL: Final = {"voice": "audio/ogg", "video": "video/mp4", "audio": "audio/mpeg"}


class Updates:
    """Numbered without a gap, as on the platform."""

    def __init__(self, chats: Chats, files: Files, bot_id: int) -> None:
        self._chats, self._files, self._bot_id = chats, files, bot_id
        self._lock, self._last = threading.Lock(), 900_000_000

    def of(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The update of what ``from`` does.

        ``tap`` = {data, message_id}, ``edit`` = {message_id, …}, ``reaction`` = {message_id,
        emoji}, ``block`` = true or false; else a message: ``text``, ``type`` and ``media``
        ({data, mime_type, name}), or any field of a message under its own name.
        """
        chat = self._chats.meet(said)
        for name, make in (
            ("tap", self._tap),
            ("edit", self._edit),
            ("reaction", self._reaction),
            ("block", self._block),
        ):
            if name in said:
                return self._numbered(*make(chat, said[name]))
        return self._numbered("message", self._message(chat, said))

    def _numbered(self, kind: str, what: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            self._last += 1
            return {"update_id": self._last, kind: what}

    def _message(self, chat: Chat, said: Mapping[str, Any]) -> dict[str, Any]:
        body = {key: value for key, value in said.items() if key not in _OURS}
        if "media" in said:
            body = {**self._file(said), **{"caption": body.pop("text", ""), **body}}
        if not body:
            raise ValueError("there is nothing to say")
        head: dict[str, Any] = {"from": chat.as_user(), "chat": chat.as_json(), "date": _now()}
        if "reply_to" in said:
            number = int(str(said["reply_to"]).rpartition(":")[2])
            head["reply_to_message"] = chat.messages.get(number) or {"message_id": number}
        return self._chats.keep(chat, {**head, **body})

    def _file(self, said: Mapping[str, Any]) -> dict[str, Any]:
        media, kind = said["media"], str(said.get("type", "image"))
        field = _FIELD_OF.get(kind, kind)
        kept = self._files.keep(b64decode(media.get("data", "")), f"{field}s", media.get("size"))
        if field == "photo":
            small = {"file_id": "thumbnail", "file_unique_id": "t", "width": 90, "height": 60}
            return {"photo": [small, {**kept.as_json(), "width": 1280, "height": 853}]}
        about = {"mime_type": media.get("mime_type") or _USUAL.get(field)}
        about["file_name"] = media.get("name")
        return {field: {**kept.as_json(), **{k: v for k, v in about.items() if v}}}

    def _tap(self, chat: Chat, tap: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        number = int(str(tap["message_id"]).rpartition(":")[2])
        inaccessible = {"chat": chat.as_json(), "message_id": number, "date": 0}
        return "callback_query", {
            "id": str((chat.id << 32) + secrets.randbelow(2**32)),
            "from": chat.as_user(),
            "message": chat.messages.get(number) or inaccessible,
            "chat_instance": "-4388183922431391",
            "data": str(tap["data"]),
        }

    def _edit(self, chat: Chat, edit: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        number = int(str(edit["message_id"]).rpartition(":")[2])
        head = {"from": chat.as_user(), "chat": chat.as_json(), "date": _now()}
        before = chat.messages.get(number) or head
        whole = {**before, "edit_date": _now(), **edit, "message_id": number}
        return "edited_message", self._chats.keep(chat, whole)

    def _reaction(self, chat: Chat, wanted: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        emoji = wanted.get("emoji")
        return "message_reaction", {
            "chat": chat.as_json(),
            "message_id": int(str(wanted["message_id"]).rpartition(":")[2]),
            "user": chat.as_user(),
            "date": _now(),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        }

    def _block(self, chat: Chat, blocked: Any) -> tuple[str, dict[str, Any]]:
        chat.blocked = bool(blocked)
        bot = {"id": self._bot_id, "is_bot": True, "first_name": "Shop"}
        states: list[dict[str, Any]] = [
            {"user": bot, "status": "member"},
            {"user": bot, "status": "kicked", "until_date": 0},
        ]
        old, new = states if chat.blocked else reversed(states)
        whom = {"chat": chat.as_json(), "from": chat.as_user(), "date": _now()}
        return "my_chat_member", {**whom, "old_chat_member": old, "new_chat_member": new}


def _now() -> int:
    return clock.now_ms() // 1000
