"""The private chats of one bot: who is there, who blocked it, and the number of each message."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulator.telegram_answers import Refused, bad_request


@dataclass(slots=True)
class Chat:
    id: int
    first_name: str = "Ana"
    blocked: bool = False
    moved_to: int | None = None
    last: int = 0  # number of its last message
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "first_name": self.first_name, "type": "private"}

    def as_user(self) -> dict[str, Any]:
        named = {"first_name": self.first_name, "language_code": "es"}
        return {"id": self.id, "is_bot": False, **named}


class Chats:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._known: dict[int, Chat] = {}

    def meet(self, said: Mapping[str, Any]) -> Chat:
        """The chat of who says this. Raises ValueError if nobody does."""
        if not said.get("from"):
            raise ValueError("from is required")
        with self._lock:
            chat = self._known.setdefault(int(said["from"]), Chat(int(said["from"])))
            chat.first_name = str(said.get("name", chat.first_name))
            return chat

    def reached(self, chat_id: Any, *, strangers: bool) -> Chat:
        """The chat to write to. Raises Refused as the platform does."""
        try:
            number = int(chat_id)
        except (TypeError, ValueError):
            raise bad_request("chat not found") from None
        with self._lock:
            chat = self._known.get(number)
            if chat is None and not strangers:
                raise bad_request("chat not found")
            chat = chat or self._known.setdefault(number, Chat(number))
        if chat.moved_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(words, more={"migrate_to_chat_id": chat.moved_to})
        if chat.blocked:
            raise Refused("Forbidden: bot was blocked by the user", 403)
        return chat

    def keep(self, chat: Chat, message: dict[str, Any]) -> dict[str, Any]:
        """``message`` with the next number of its chat, unless it has one."""
        with self._lock:
            number = int(message.get("message_id") or chat.last + 1)
            chat.last = max(chat.last, number)
            whole = {"message_id": number, **message}
            chat.messages[number] = whole
        return whole

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
