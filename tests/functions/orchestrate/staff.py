"""Teams and agents at their desks, and what became of conversations."""

from typing import Any

from shared import ids, keys, table
from shared.configuration import stored
from shared.folding.summary import fold
from shared.ids import MessageId
from shared.keys import lists
from shared.routing import agents
from shared.table import Item
from tests import log


def team(name: str = "sales", **said: Any) -> None:
    stored.put("teams", name, said, by="admin")


def agent(name: str, presence: str | None = "online", **said: Any) -> None:
    """Registered, in sales if not told, and there."""
    stored.put("agents", name, {"teams": ["sales"], **said}, by="admin")
    if presence:
        is_now(name, presence)


def is_now(name: str, presence: str) -> None:
    table.update(
        lists.AGENTS,
        name,
        "SET #kind = :kind, #presence = :presence, #load = if_not_exists(#load, :none)",
        {":kind": agents.KIND, ":presence": presence, ":none": 0},
    )


def has(name: str, load: int) -> None:
    table.update(lists.AGENTS, name, "SET #load = :load", {":load": load})


def loads() -> dict[str, int]:
    return {name: state.load for name, state in agents.states().items()}


def writes(name: str, at: int, **fields: Any) -> str:
    """A customer of the name ``name`` writes; returns the message's id."""
    pk = conversation_pk(name)
    item = {**log.inbound(f"m{at}", at, **fields), "pk": pk, "identity": name}
    table.put_if_absent(item)
    there = table.get(pk, keys.SUMMARY) or {"pk": pk, "sk": keys.SUMMARY, **log.NEW}
    table.put({**there, **fold(there, [item]), "kind": "summary"})
    return str(MessageId.of(item))


def conversation(name: str) -> str:
    return ids.conversation_id(b"id-key-for-tests", "whatsapp", "main", name)


def conversation_pk(name: str) -> str:
    return keys.conversation_pk(conversation(name))


def of(name: str) -> Item:
    """The summary of the customer's conversation."""
    return table.get(conversation_pk(name), keys.SUMMARY) or {}


def queue(name: str = "sales") -> list[str]:
    """Keys of the queue, in its order."""
    return [item["sk"] for item in table.query(lists.queue_pk(name), "0", "9~")]
