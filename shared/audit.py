"""Who changed what of the settings, accounts and tokens: an item for each change, never changed.

What agents and workflows say and decide about conversations has its author in the log itself.
An entry lies at ``AUDIT#<YYYY-MM>`` / ``<13 digits of ms>#<any>`` and is put in one transaction
with what it tells of, so neither is there without the other.
"""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from shared import clock, table
from shared.keys import lists
from shared.table import Action, Item

FIRST_MONTH: Final = "2026-01"  # nothing is older


def entry(by: str, did: str, what: str, **more: Any) -> Action:
    """An action of ``transact``: ``by`` (``<scope>:<agent or token id>``) ``did`` (``wrote``,
    ``removed``, ``issued`` …) ``what`` (``rules/after-hours``). Never what was written: a setting's
    own item holds that, and secrets come in none."""
    now = clock.now_ms()
    item = {
        "pk": lists.audit_pk(_month(now)),
        "sk": f"{now:013d}#{secrets.token_hex(4)}",
        "kind": "audit",
        "by": by,
        "did": did,
        "what": what,
        "at": now,
        **more,
    }
    return table.putting(item)


def page(before: str | None, limit: int) -> list[Item]:
    """Up to ``limit`` entries, newest first, of before ``before``: the ``sk`` of the last one."""
    return list(_entries(before, limit))


def _entries(before: str | None, limit: int) -> Iterator[Item]:
    month = _month(int(before.split("#", 1)[0]) if before else clock.now_ms())
    left, high = limit, before or "~"
    while left > 0 and month >= FIRST_MONTH:
        for item in table.query(
            lists.audit_pk(month), "0", high, newest_first=True, limit=left + 1
        ):
            if left > 0 and item["sk"] != before:
                left -= 1
                yield item
        month, high = _month_before(month), "~"


def _month(ms: int) -> str:
    return f"{datetime.fromtimestamp(ms // 1000, UTC):%Y-%m}"


def _month_before(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year - (number == 1):04d}-{(number - 2) % 12 + 1:02d}"
