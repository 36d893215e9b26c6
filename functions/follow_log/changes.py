"""Records of the table's stream as changes of items of the log, and of what is a name only now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.conversations import MERGED, conversation_of
from shared.ids import MessageId
from shared.table import Item, from_wire

_KINDS: Final = ("message", "annotation", "decision", MERGED)


@dataclass(frozen=True, slots=True)
class Change:
    """An item of the log that is new (``before`` is None) or was changed, or a summary that has
    become another conversation's."""

    event: str  # the stream's id of it
    before: Item | None
    after: Item
    parked: str | None = None  # under which id it was parked, if it comes again because of that

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def conversation(self) -> str:
        return conversation_of(self.after)

    @property
    def message_id(self) -> MessageId:
        return MessageId.of(self.after)

    def of(self, kind: str) -> bool:
        return bool(self.after["kind"] == kind)


def change_of(record: Mapping[str, Any]) -> Change | None:
    """None for what is no part of the log, or was removed. Raises if it cannot be read."""
    images = record["dynamodb"]
    if "NewImage" not in images:
        return None
    after = from_wire(images["NewImage"])
    if after.get("kind") not in _KINDS:
        return None
    before = from_wire(images["OldImage"]) if "OldImage" in images else None
    touch = after.get("touched")
    if touch and (before is None or before.get("touched") != touch):
        # The sweep touched it, so that it is followed again from the beginning.
        return Change(record["eventID"], None, after, parked=touch.split("#", 1)[0])
    return Change(record["eventID"], before, after)
