"""The fold of a conversation's log into its summary: pure, any order and repetition gives the same.

Every item is a small summary of its own, and summaries are joined register by register. A join is
commutative, associative and idempotent, because each register is a maximum, a minimum or a union
in an order that leaves no ties.
"""

import json
from collections.abc import Iterable
from functools import reduce
from typing import Any, Final

from functions.follow_log import late
from shared import deciding, window
from shared.conversations import conversation_of
from shared.history import ref_of
from shared.keys import MessageId
from shared.table import Item

PREVIEW: Final = 120
_LARGEST: Final = (
    "active_at",
    "window_end",
    "window_closed_at",
    "armed",
    "decided_at",
    "channel",  # these three are the same in all items of one conversation
    "account",
    "identity",
)
# One group: the snapshot of the highest version counts as a whole.
_DECIDED: Final = ("version", "decided_by", "inbox", *deciding.DECIDED)
_STAMPED: Final = ("name", "other_identity")  # last writer, as ``stamps`` holds (time, ref)
REGISTERS: Final = (
    *_LARGEST,
    *_DECIDED,
    *_STAMPED,
    *("stamps", "first_at", "last", "inbound_at", "inbound_id", "late", "late_floor", "also"),
)


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
        case _:
            said = {}
    under = conversation_of(item)
    return _present(said if under == conversation else as_other(said, under))


def as_other(summary: Item, conversation: str) -> Item:
    """The registers of ``conversation`` as part of another that it is another name of."""
    registers = {name: summary[name] for name in REGISTERS if name in summary}
    registers["also"] = sorted({*summary.get("also", ()), conversation})
    registers["late"] = [{"of": conversation, **entry} for entry in summary.get("late", ())]
    if identity := registers.pop("identity", None):
        registers["other_identity"] = identity
        stamp = f"{summary.get('active_at', 0):013d}"
        registers["stamps"] = {**summary.get("stamps", {}), "other_identity": stamp}
    return registers


def _of_message(item: Item) -> Item:
    registers: Item = {name: item.get(name) for name in ("channel", "account", "identity")}
    registers["also"] = [item["other"]] if item.get("other") else []
    if window.closes(item):
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
    stamp = f"{window.effective(item):013d}#{ref_of(item['sk'])}"
    stamped = {name: item[name] for name in _STAMPED if item.get(name)}
    return {
        "inbound_at": item["received_at"],
        "inbound_id": str(MessageId.of(item)),
        "window_end": window.opens_until(item),
        **stamped,
        "stamps": dict.fromkeys(stamped, stamp),
        "late": late.entries(item),
    }


def _last(item: Item) -> Item:
    shown = {
        "sent_at": window.effective(item),
        "ref": ref_of(item["sk"]),
        "received_at": item["received_at"],
        "direction": item["direction"],
        "author_kind": item["author_kind"],
        "type": item["type"],
        "text": item.get("text", "")[:PREVIEW],
        "edited_at": item.get("edited_at"),
        "revoked_at": item.get("revoked_at"),
    }
    return _present(shown)


def join(one: Item, other: Item) -> Item:
    """The summary of both logs together. What is no register is taken from ``one``."""
    joined = {
        **{name: _largest(one, other, name) for name in _LARGEST},
        **_decided(one, other),
        **_stamped(one, other),
        **_newest_inbound(one, other),
        **late.joined(one, other),
        "first_at": min((s["first_at"] for s in (one, other) if "first_at" in s), default=None),
        "last": max((s["last"] for s in (one, other) if "last" in s), key=_place, default=None),
        "also": sorted({*one.get("also", ()), *other.get("also", ())}),
    }
    kept = {name: value for name, value in one.items() if name not in REGISTERS}
    return {**kept, **_present(joined)}


def _largest(one: Item, other: Item, name: str) -> Any:
    return max((s[name] for s in (one, other) if name in s), default=None)


def _place(last: Item) -> tuple[Any, ...]:
    # An edit or a deletion of the last message is the same place with a newer text.
    newer = last.get("revoked_at", 0), last.get("edited_at", 0)
    return last["sent_at"], last["ref"], *newer, json.dumps(last, sort_keys=True)


def _decided(one: Item, other: Item) -> Item:
    def order(summary: Item) -> tuple[int, str]:
        group = {name: summary.get(name) for name in _DECIDED}
        return summary.get("version", -1), json.dumps(group, sort_keys=True)

    newest = max(one, other, key=order)
    return {name: newest.get(name) for name in _DECIDED}


def _stamped(one: Item, other: Item) -> Item:
    values, stamps = {}, {}
    for name in _STAMPED:
        writers = [(s.get("stamps", {}).get(name, ""), s[name]) for s in (one, other) if name in s]
        if writers:
            stamps[name], values[name] = max(writers)
    return {**values, "stamps": stamps}


def _newest_inbound(one: Item, other: Item) -> Item:
    def order(summary: Item) -> tuple[int, str, str]:
        identifier = summary["inbound_id"]
        return summary["inbound_at"], identifier.rsplit(".", 1)[1], identifier

    newest = max((s for s in (one, other) if "inbound_id" in s), key=order, default=None)
    return {name: newest[name] for name in ("inbound_at", "inbound_id")} if newest else {}


def _present(values: Item) -> Item:
    return {name: value for name, value in values.items() if value not in (None, [], {})}
