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
from typing import Any, Final

from shared import audit, clock, keys, table
from shared.table import Item

VERSION: Final = ("S#configuration", "version")
KINDS: Final = ("policy", "rules", "replies", "teams", "agents", "hours", "bots", "macros")

Document = dict[str, Any]


def document(kind: str, name: str) -> Document | None:
    item = table.get(keys.settings_pk(kind), name)
    return _document(item) if item else None


def documents(kind: str) -> Iterator[tuple[str, Document]]:
    """All of ``kind``, by id."""
    for item in table.query(keys.settings_pk(kind), "!", "~"):
        yield item["sk"], _document(item)


def put(
    kind: str, name: str, said: Mapping[str, Any], *, by: str, expected: int | None = None
) -> Item:
    """Write the document and let everybody know; returns its item.

    ``expected`` is the revision it is written upon, 0 for none there, None whatever is there.
    Raises Conflict if that is another one.
    """
    pk = keys.settings_pk(kind)
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
    table.transact(_upon(item, revision), _next_version(), noted)
    return item


def remove(kind: str, name: str, *, by: str, expected: int) -> None:
    """Raises Conflict if it was written since revision ``expected``."""
    deleting = table.deleting(
        keys.settings_pk(kind), name, "#rev = :expected", {":expected": expected}
    )
    noted = audit.entry(by, "removed", f"{kind}/{name}", revision=expected)
    table.transact(deleting, _next_version(), noted)


def put_beside(item: Mapping[str, Any]) -> None:
    """Put what settings mean now but no admin has written, and let everybody know."""
    table.transact(table.putting(item, if_absent=False), _next_version())


def _upon(item: Item, revision: int) -> table.Action:
    if not revision:  # nobody has written it, though a token may have named an agent
        return table.replacing(item, "attribute_not_exists(#rev)", {})
    return table.replacing(item, "#rev = :before", {":before": revision})


def _next_version() -> table.Action:
    return table.updating(
        *VERSION,
        "SET #version = if_not_exists(#version, :none) + :one, #kind = :kind",
        {":none": 0, ":one": 1, ":kind": "settings"},
        "",
    )


def _document(item: Item) -> Document:
    # Written by hand, before there were routes for it, a setting is plain attributes.
    if "document" not in item:
        return {}
    said: Document = json.loads(item["document"])
    return said
