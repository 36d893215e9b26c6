"""The fold of a conversation's log into its summary: pure, any order and repetition gives the same.

Every item is a small summary of its own, and summaries are joined register by register.
"""

import json
from collections.abc import Iterable
from functools import reduce
from typing import Final

from shared import deciding
from shared.conversations import conversation_of
from shared.folding import late
from shared.folding.registers import REGISTERS, STAMPED, join, present
from shared.history import ref_of
from shared.ids import MessageId
from shared.messages import usual_direction
from shared.table import Item
from shared.windows import window
from shared.wording import languages

PREVIEW: Final = 40  # the inbox shows one line of it, and each page reads it 25 times


def fold(summary: Item, items: Iterable[Item]) -> Item:
    """``summary`` after ``items``. Attributes that are no registers stay as they are."""
    conversation = conversation_of(summary)
    return reduce(join, (lift(item, conversation) for item in items), summary)


def lift(item: Item, conversation: str) -> Item:
    """The registers of a log that has only ``item``, in the summary of ``conversation``."""
    match item["kind"]:
        case "message":
            said = _of_message(item)
        case "decision":
            said = deciding.registers({}, item)
        case "annotation" if item.get("what") == "watermark":
            said = {"marks": {json.loads(item["data"])["status"]: item["at"]}}
        case _:
            said = {}
    under = conversation_of(item)
    return present(said if under == conversation else as_other(said, under))


def as_other(summary: Item, conversation: str) -> Item:
    """The registers of ``conversation`` as part of another that it is another name of."""
    registers = {name: summary[name] for name in REGISTERS if name in summary}
    registers["also"] = sorted({*summary.get("also", ()), conversation})
    registers["late"] = [{"of": conversation, **entry} for entry in summary.get("late", ())]
    if last := summary.get("last"):
        registers["last"] = {"of": conversation, **last}
    if identity := registers.pop("identity", None):
        registers["other_identity"] = identity
        stamp = summary.get("active_at", 0)
        registers["stamps"] = {**summary.get("stamps", {}), "other_identity": stamp}
    return registers


def _of_message(item: Item) -> Item:
    registers: Item = {name: item.get(name) for name in ("channel", "account", "identity")}
    registers["also"] = [item["other"]] if item.get("other") else []
    if window.closes(item) and item["direction"] == "inbound":
        registers["window_closed_at"] = window.effective(item)
    if item["type"] == "event" and item["direction"] == "note":
        return registers  # our own remark on the conversation is no activity in it
    registers |= {
        "last": _last(item),
        "active_at": item["received_at"],
        "first_at": window.effective(item),
    }
    return registers | (_of_inbound(item) if item["direction"] == "inbound" else {})


def _of_inbound(item: Item) -> Item:
    told = {**item, "phone": _own_phone(item), languages.LOCALE: languages.told(item)}
    stamped = {name: told[name] for name in STAMPED if told.get(name)}
    return {
        "inbound_at": item["received_at"],
        "inbound_id": str(MessageId.of(item)),
        "window_end": window.opens_until(item),
        **stamped,
        "stamps": dict.fromkeys(stamped, window.effective(item)),
        "late": late.entries(item),
    }


def _own_phone(item: Item) -> str | None:
    """The customer's number, where the platform says that the card they sent is their own."""
    if item["type"] != "contacts":
        return None
    cards = json.loads(item.get("content") or "{}").get("contacts", ())
    own = (phone for card in cards if card.get("own") for phone in card.get("phones", ()))
    return next(own, None)


def _last(item: Item) -> Item:
    said, at = window.effective(item), MessageId.of(item).at
    usual = usual_direction(item["author_kind"])
    shown = {
        "ref": ref_of(item["sk"]),
        "sent_at": said,
        "at": at if at != said else None,  # the time of its key, where that is another
        "direction": item["direction"] if item["direction"] != usual else None,
        "author_kind": item["author_kind"],
        "type": item["type"],
        "text": item.get("text", "")[:PREVIEW],
        "edited_at": item.get("edited_at"),
        "revoked_at": item.get("revoked_at"),
    }
    return present(shown)
