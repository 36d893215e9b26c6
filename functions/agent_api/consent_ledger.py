"""The ledger of consent: the decisions that carry a proof, and how the API shows them."""

import heapq
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import Any, Final, Literal

from pydantic import BaseModel, Field

from shared import conversations, keys, table
from shared.clock import rfc3339
from shared.table import Item

_MOST_READ: Final = 200  # decisions a page looks at


class Consent(BaseModel):
    """One entry of the ledger. ``words`` are what was said, ``source`` how it was."""

    state: Literal["in", "out", "unknown"]
    marketing: Literal["in", "out"] | None = Field(None, description="Where the platform asks.")
    at: str
    by: str = Field(examples=["contact"], description="Whose word it was, or who recorded it.")
    source: str = Field(examples=["words"])
    words: str
    channel: str
    account: str
    message_id: str | None = None


class ConsentPage(BaseModel):
    items: list[Consent]
    next_cursor: str | None = None


def page(summary: Item, after: str | None, limit: int) -> tuple[list[Consent], str | None]:
    """Up to ``limit`` entries older than the place ``after``, newest first, and the place to go on
    from, None at the end. Other decisions lie in between, so a page may be short."""
    found: list[Consent] = []
    place = ""
    read = 0
    for decision in islice(_decisions(summary, after), _MOST_READ):
        read, place = read + 1, _place(decision)
        if decision.get("proof"):
            found.append(shown(decision["consent"], decision["proof"], decision.get("marketing")))
        if len(found) == limit:
            return found, place
    return found, place if read == _MOST_READ else None


def _decisions(summary: Item, after: str | None) -> Iterator[Item]:
    """Those of all logs of the conversation, newest first, older than the place ``after``."""
    high = after.split(" ")[0] if after else "D#~"
    logs = (
        (item for item in _log(name, high) if after is None or _place(item) < after)
        for name in conversations.partitions(summary)
    )
    return heapq.merge(*logs, key=_place, reverse=True)


def _log(conversation: str, high: str) -> Iterator[Item]:
    pk = keys.conversation_pk(conversation)
    return table.query(pk, "D#", high, newest_first=True, limit=_MOST_READ + 1)


def _place(decision: Item) -> str:
    return " ".join(itemgetter("sk", "pk")(decision))


def shown(state: Any, proof: dict[str, Any], marketing: Any = None) -> Consent:
    """An entry of the ledger, from a decision's ``proof``."""
    told = {name: proof.get(name) for name in ("by", "source", "words", "channel", "account")}
    return Consent(
        state=state,
        marketing=marketing,
        at=rfc3339(proof["at"]),
        message_id=proof.get("message_id"),
        **told,
    )
