"""A conversation's log for tests: what a customer said, and the summary the follower makes of it.

The summary is the follower's own fold, written as the follower writes it: its registers only.
"""

from typing import Any

from shared import ids, keys, table
from shared.folding.registers import REGISTERS
from shared.folding.summary import fold
from shared.history import arrival
from shared.ids import MessageId
from shared.table import Item

CONVERSATION = ids.conversation_id(b"id-key-for-tests", "whatsapp", "main", "34600111222")
PK = keys.conversation_pk(CONVERSATION)
NEW = {
    "owner": "bot",
    "status": "open",
    "version": 0,
    "episode": 1,
    "consent": "unknown",
    "inbox": "bot#open#0",
}


def inbound(ref: str, sent_at: int, **fields: Any) -> Item:
    """A complete inbound message of the customer; arrives when it was sent, if not told."""
    return {
        "pk": PK,
        "sk": keys.message_sk(sent_at, ref),
        "kind": "message",
        "channel": "whatsapp",
        "account": "main",
        "identity": "34600111222",
        "direction": "inbound",
        "author_kind": "contact",
        "author_id": CONVERSATION,
        "type": "text",
        "text": "hello",
        "content": "{}",
        "status": "received",
        "provider_id": f"wamid.{ref}",
        "sent_at": sent_at,
        "received_at": sent_at,
        **fields,
    }


def say(ref: str, sent_at: int, **fields: Any) -> str:
    """Store what the customer says and fold it; returns its message id."""
    item = inbound(ref, sent_at, **fields)
    table.put_if_absent(item)
    follow(item)
    return str(MessageId.of(item))


def follow(*items: Item, pk: str = PK) -> None:
    """Fold ``items`` into the summary of their conversation, once each."""
    before = table.get(pk, keys.SUMMARY) or {
        "pk": pk,
        "sk": keys.SUMMARY,
        "kind": "summary",
        **NEW,
    }
    after = fold(before, items)
    table.put({**before, **{name: after[name] for name in REGISTERS if name in after}})


def summary() -> Item:
    """The summary as it stands; empty while there is none."""
    return table.get(PK, keys.SUMMARY) or {}


def decide_now(**changes: Any) -> Item:
    """Set how things stand without a decision, as a starting point."""
    return table.update(
        PK,
        keys.SUMMARY,
        "SET " + ", ".join(f"#{name} = :{name}" for name in changes),
        {f":{name}": value for name, value in changes.items()},
    )


def messages(direction: str = "outbound") -> list[Item]:
    """What was said in ``direction``, in the order of arrival."""
    found = [m for m in table.query(PK, "M#", "M#~") if m["direction"] == direction]
    return sorted(found, key=arrival)


def decisions() -> list[Item]:
    return list(table.query(PK, "D#", "D#~"))
