"""The conversation with somebody who has never written, as if they had: the same id, no message."""

from typing import Any, Final

from shared import conversations, ids, inbox_parts, keys, table
from shared.credentials import id_key
from shared.errors import Conflict, Unavailable
from shared.people import facts, index
from shared.table import Item

# How things stand before anybody has decided.
UNDECIDED: Final[dict[str, Any]] = {
    "version": 0,
    "owner": "bot",
    "status": "open",
    "consent": "unknown",
    "episode": 1,
}


def undecided(conversation: str) -> Item:
    """What a new summary holds beside what was said."""
    owner, status = str(UNDECIDED["owner"]), str(UNDECIDED["status"])
    part = inbox_parts.part_of(owner, status, conversation)
    return {"kind": "summary", **UNDECIDED, "inbox": part}


def with_whom(channel: str, account: str, identity: str) -> tuple[Item, bool]:
    """The summary of their conversation, or what it would be; and whether it is there. One read.
    Raises Unavailable."""
    named = ids.conversation_id(id_key(), channel, account, identity)
    conversation, summary = conversations.resolve(named)
    if summary:
        return summary, True
    return {
        "pk": keys.conversation_pk(conversation),
        "sk": keys.SUMMARY,
        **undecided(conversation),
        "channel": channel,
        "account": account,
        "identity": identity,
    }, False


def begin(summary: Item) -> Item:
    """Put ``summary`` of ``with_whom`` unless it is there; as it is there now.

    It is in no inbox before something is said. Their number is found by ``/v1/contacts`` from now
    on. Whoever dies in between does the same once more. Raises Unavailable.
    """
    conversation = conversations.conversation_of(summary)
    index.note(facts.of_identity(summary), (), conversation, "platform")
    # Annotations may have left something there already.
    values = {name: value for name, value in summary.items() if name not in ("pk", "sk")}
    sets = ", ".join(f"#{name} = :{name}" for name in values)
    try:
        return table.update(
            summary["pk"],
            summary["sk"],
            f"SET {sets}",
            {f":{name}": value for name, value in values.items()},
            "attribute_not_exists(#kind)",
        )
    except Conflict:
        there = conversations.summary(conversation)
        if there is None:
            raise Unavailable("neither there nor to be made") from None
        return there
