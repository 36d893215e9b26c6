"""Ids of conversations, messages and decisions.

Conversation ids and refs are HMACs, since platform ids can contain phone numbers and keys end up
in logs. A message's public id spells its key, so reading one message is one get:
``<conversation>.<ms>.<id>``.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

from shared.keys import conversation_pk, message_sk

_CONVERSATION: Final = re.compile(r"[a-z2-7]{26}")


def digest(*parts: str, key: bytes = b"") -> str:
    """26 letters and digits naming ``parts``; keyed where the parts are personal."""
    # U+0000 cannot occur in a platform's id, so different parts never join to the same text.
    raw = hmac.digest(key, "\0".join(parts).encode(), hashlib.sha256)[:16]
    return base64.b32encode(raw).decode().rstrip("=").lower()


def conversation_id(id_key: bytes, channel: str, account: str, identity: str) -> str:
    return digest("conversation", channel, account, identity, key=id_key)


def message_ref(id_key: bytes, channel: str, account: str, provider_id: str) -> str:
    """How a platform's message id is written in keys and logs."""
    return digest("message", channel, account, provider_id, key=id_key)


@dataclass(frozen=True, slots=True)
class MessageId:
    """A message's public id taken apart. ``str()`` puts it together again."""

    conversation: str
    at: int
    ref: str

    def __str__(self) -> str:
        return f"{self.conversation}.{self.at}.{self.ref}"

    @property
    def pk(self) -> str:
        return conversation_pk(self.conversation)

    @property
    def sk(self) -> str:
        return message_sk(self.at, self.ref)

    @classmethod
    def of(cls, item: "dict[str, object]") -> "MessageId":
        """The id of a message item."""
        _, at, ref = str(item["sk"]).split("#", 2)
        return cls(str(item["pk"]).removeprefix("C#"), int(at), ref)

    @classmethod
    def parse(cls, text: str) -> "MessageId":
        """Raises ValueError if ``text`` is not a message id."""
        conversation, at, ref = text.split(".", 2)
        if not (conversation and ref and at.isascii() and at.isdigit()):
            raise ValueError("not a message id")
        return cls(conversation, int(at), ref)


def is_message_id(text: str) -> bool:
    """Whether ``text`` can be the id of a message of ours, and not another tool's."""
    try:
        parsed = MessageId.parse(text)
    except ValueError:
        return False
    return bool(_CONVERSATION.fullmatch(parsed.conversation)) and parsed.at < 10**13


def decision_id(conversation: str, version: int) -> str:
    """A decision's public name: it spells its key, as a message's id does."""
    return f"{conversation}.{version}"


def decision_named(text: str) -> tuple[str, int]:
    """The conversation and the version of the decision of that name. Raises ValueError if ``text``
    is no decision's."""
    conversation, version = text.split(".", 1)
    if not (conversation and version.isascii() and version.isdigit() and len(version) <= 8):
        raise ValueError("not a decision id")
    return conversation, int(version)
