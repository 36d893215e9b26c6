"""Who was named in a note: an item for each agent, beside the note and without its words.

=========  ==============  ==================================
item       pk              sk
=========  ==============  ==================================
mention    ``N#<agent>``   ``<13 digits of ms>#<message id>``
read mark  ``N#<agent>``   ``READ``
=========  ==============  ==================================

What is newer than the mark is unread, so the unread ones come first in a list by time.
"""

from collections.abc import Iterable
from typing import Any, Final

from shared import table
from shared.clock import now_ms
from shared.errors import Conflict
from shared.ids import MessageId
from shared.keys import lists
from shared.settings import settings
from shared.table import Action, Item

MOST: Final = 10  # in one note
_LAST: Final = "9~"
_DAY_S: Final = 86_400


def making(note: Item, agents: Iterable[str]) -> list[Action]:
    """Actions of ``transact`` that let ``agents`` know of ``note``, a message item."""
    shared: dict[str, Any] = {key: note[key] for key in ("channel", "account", "author_id")}
    place = lists.mention_sk(MessageId.of(note))
    shared |= {"sk": place, "kind": "mention", "at": note["received_at"]}
    shared["expires"] = now_ms() // 1000 + settings().retention_days * _DAY_S
    return [table.putting({"pk": lists.mention_pk(agent), **shared}) for agent in agents]


def page(agent: str, above: str, before: str | None, limit: int) -> list[Item]:
    """Up to ``limit`` of an agent's, newest first, of before the key ``before`` and after
    ``above``. One read."""
    low, high = f"{above}\0", before or _LAST
    found = table.query(lists.mention_pk(agent), low, high, newest_first=True, limit=limit + 1)
    return [item for item in found if item["sk"] != before][:limit]


def read_mark(agent: str) -> str:
    """The key up to which ``agent`` has read; "0" before all of them."""
    return str((table.get(lists.mention_pk(agent), lists.READ) or {}).get("through", "0"))


def mark_read(agent: str, through: str) -> str:
    """Move the mark to the key ``through``, never back; returns where it is then."""
    try:
        table.update(
            lists.mention_pk(agent),
            lists.READ,
            "SET #through = :through, #kind = :kind",
            {":through": through, ":kind": "read-mark"},
            "attribute_not_exists(#through) OR #through < :through",
        )
    except Conflict:
        return read_mark(agent)
    return through
