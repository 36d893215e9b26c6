"""What was said automatically on an account in an hour: one counter, one conditional write each.

=========  ============================  =================
item       pk                            sk
=========  ============================  =================
counter    ``G#<channel>:<account>``     ``<hour>``
=========  ============================  =================
"""

import hashlib
from typing import Final

from shared import accounts, clock, table
from shared.errors import Conflict
from shared.keys import single
from shared.table import Item

_HOUR_MS: Final = 3_600_000
KEPT_S: Final = 7 * 86_400
_UNLIMITED: Final = 10**12
# Texts share counters, so that the item stays small whatever a program says. Two that share one
# are stopped early, for an hour: the next hour mixes them anew.
_SHARED_BY: Final = 256


def spend(channel: str, account: str, text: str, *, per_account: int, per_text: int) -> str:
    """Count one more message that says ``text``, if it may be said.

    Returns "" then, else which budget is spent, "account" or "text". A budget of 0 has no limit.
    Raises Unavailable; then it may have been counted.
    """
    if not per_account and not per_text:
        return ""
    pk, sk = key(channel, account)
    counter = _counter(sk, text)
    try:
        table.update(
            pk,
            sk,
            f"SET #kind = :kind, #expires = :expires ADD #total :one, #{counter} :one",
            {
                ":kind": "counter",
                ":expires": clock.now_ms() // 1000 + KEPT_S,
                ":one": 1,
                ":account": per_account or _UNLIMITED,
                ":text": per_text or _UNLIMITED,
            },
            "(attribute_not_exists(#total) OR #total < :account) AND "
            f"(attribute_not_exists(#{counter}) OR #{counter} < :text)",
        )
    except Conflict:
        spent = table.get(pk, sk) or {}
        return "account" if per_account and spent.get("total", 0) >= per_account else "text"
    return ""


def of_this_hour(channel: str, account: str) -> Item:
    """The counter as it stands, with ``total``; empty if nothing was said."""
    return table.get(*key(channel, account)) or {}


def key(channel: str, account: str) -> tuple[str, str]:
    return single.counter_key(accounts.key(channel, account), clock.now_ms() // _HOUR_MS)


def _counter(hour: str, text: str) -> str:
    raw = hashlib.sha256(f"{hour}\0{text}".encode()).digest()
    return f"t{int.from_bytes(raw[:4]) % _SHARED_BY}"
