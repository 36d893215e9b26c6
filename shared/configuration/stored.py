"""Settings as items of the table: one JSON document each, and one version for them all.

=========  ====================  ================
item       pk                    sk
=========  ====================  ================
document   ``S#<kind>``          its id
version    ``S#configuration``   ``version``
=========  ====================  ================
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from shared import audit, clock, table
from shared.errors import Conflict
from shared.keys import single
from shared.table import Item

VERSION: Final = ("S#configuration", "version")
KINDS: Final = (
    *("policy", "rules", "replies", "teams", "agents", "hours", "bots", "labels", "macros"),
)
_HOLDERS: Final = {"teams": "team", "agents": "agent"}  # kinds that can own a conversation

Document = dict[str, Any]


def document(kind: str, name: str) -> Document | None:
    item = table.get(single.settings_pk(kind), name)
    return _document(item) if item else None


def documents(kind: str) -> Iterator[tuple[str, Document]]:
    """All of ``kind``, by id."""
    for item in table.query(single.settings_pk(kind), "!", "~"):
        yield item["sk"], _document(item)


def put(
    kind: str, name: str, said: Mapping[str, Any], *, by: str, expected: int | None = None
) -> Item:
    """Write the document and let everybody know; returns its item.

    ``expected`` is the revision it is written upon, 0 for none there, None whatever is there.
    Raises Conflict if that is another one.
    """
    pk = single.settings_pk(kind)
    revision = (table.get(pk, name) or {}).get("rev", 0) if expected is None else expected
    item: Item = {
        "pk": pk,
        "sk": name,
        "kind": "settings",
        "document": json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        "rev": revision + 1,
        "at": clock.now_ms(),
        "by": by,
    }
    noted = audit.entry(by, "wrote", f"{kind}/{name}", revision=revision + 1)
    table.transact(_upon(item, revision), _next_version(there=_holder(kind, name)), noted)
    return item


def remove(kind: str, name: str, *, by: str, expected: int) -> None:
    """Raises Conflict if it was written since revision ``expected``."""
    deleting = table.deleting(
        single.settings_pk(kind), name, "#rev = :expected", {":expected": expected}
    )
    noted = audit.entry(by, "removed", f"{kind}/{name}", revision=expected)
    # The inbox goes on asking for what it has, until somebody else has got that.
    holder = _holder(kind, name)
    table.transact(deleting, _next_version(holder, gone=holder), noted)


def put_beside(item: Mapping[str, Any]) -> None:
    """Put what settings mean now but no admin has written, and let everybody know."""
    table.transact(table.putting(item, if_absent=False), _next_version())


def introduce(agent: str) -> None:
    """Let everybody know ``agent``, whom no admin has described, unless somebody did before."""
    item = {"pk": single.settings_pk("agents"), "sk": agent, "kind": "settings"}
    if table.get(item["pk"], agent) is None:
        there = _next_version(there=_holder("agents", agent))
        with suppress(Conflict):  # another one introduces the same agent
            table.transact(table.putting(item), there)


def remember_holder(holder: str) -> None:
    """Let everybody know that ``holder`` (``agent:<name>`` or ``team:<name>``) may have something,
    though no document says who it is."""
    table.transact(_next_version(holder))


def bring_back(holder: str) -> None:
    """Let everybody know that ``holder``, which an admin has removed, is there all the same."""
    table.transact(_next_version(there=holder))


def remember_shards(shards: int) -> bool:
    """Let everybody know that the inbox has had ``shards`` parts, unless it had as many before.

    Whether that was new. Raises Unavailable.
    """
    if (table.get(*VERSION) or {}).get("inbox_shards", 1) >= shards:
        return False
    update = "SET #inbox_shards = :shards, #version = if_not_exists(#version, :none) + :one"
    values = {":shards": shards, ":none": 0, ":one": 1, ":kind": "settings"}
    there = "attribute_not_exists(#inbox_shards) OR #inbox_shards < :shards"
    with suppress(Conflict):  # more were noted in between
        table.update(*VERSION, f"{update}, #kind = :kind", values, there)
    return True


def _upon(item: Item, revision: int) -> table.Action:
    if not revision:  # nobody has written it, though a token may have named an agent
        return table.replacing(item, "attribute_not_exists(#rev)", {})
    return table.replacing(item, "#rev = :before", {":before": revision})


def _holder(kind: str, name: str) -> str:
    """As owners are named; empty for what can own nothing."""
    return f"{_HOLDERS[kind]}:{name}" if kind in _HOLDERS else ""


def _next_version(holder: str = "", *, gone: str = "", there: str = "") -> table.Action:
    """``holder`` may have something; ``gone`` is to have nothing, and ``there`` may again."""
    expression = "SET #version = if_not_exists(#version, :none) + :one, #kind = :kind"
    values: dict[str, Any] = {":none": 0, ":one": 1, ":kind": "settings"}
    added = {"holders": holder, "gone": gone}
    if adding := {name: one for name, one in added.items() if one}:
        expression += " ADD " + ", ".join(f"#{name} :{name}" for name in adding)
        values |= {f":{name}": {one} for name, one in adding.items()}
    if there:
        expression, values = f"{expression} DELETE #gone :there", {**values, ":there": {there}}
    return table.updating(*VERSION, expression, values, "")


def _document(item: Item) -> Document:
    # Written by hand, before there were routes for it, a setting is plain attributes.
    if "document" not in item:
        return {}
    said: Document = json.loads(item["document"])
    return said
