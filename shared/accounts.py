"""Accounts that an admin has registered: settings items, never secrets."""

from collections.abc import Iterator, Mapping

from shared import audit, table
from shared.account_needs import NEEDS
from shared.settings import settings
from shared.table import Item

PK = "S#accounts"


def key(channel: str, account: str) -> str:
    return f"{channel}:{account}"


def find(channel: str, account: str) -> Item | None:
    return table.get(PK, key(channel, account))


def known(channel: str | None, after: str, limit: int) -> Iterator[Item]:
    """Up to ``limit`` accounts, of ``channel`` or of all, whose keys come after ``after``."""
    prefix = f"{channel}:" if channel else ""
    # No key goes on with a letter below "!", nor has one above "~".
    return table.query(PK, f"{after or prefix}!", f"{prefix}~", limit=limit)


def register(item: Item, idempotency: Item | None, *, by: str) -> None:
    """Put both, or neither. Raises Conflict if one of them is there already."""
    noted = audit.entry(by, "registered", f"accounts/{item['sk']}")
    once = [table.putting(idempotency)] if idempotency is not None else []
    table.transact(table.putting(item), noted, *once)


def change(item: Item, changes: Mapping[str, str | None], *, by: str, expected: int) -> Item:
    """``item`` after ``changes``, of which None takes a member away. Raises Conflict if it is gone
    or no longer of the revision ``expected``."""
    merged = {**item, **changes}
    after = {name: value for name, value in merged.items() if value is not None}
    if after == item:
        return item
    after["rev"] = expected + 1
    written = table.replacing(after, "#rev = :rev", {":rev": expected})
    table.transact(written, audit.entry(by, "wrote", f"accounts/{item['sk']}"))
    return after


def forget(item: Item, *, by: str, expected: int) -> None:
    """Raises Conflict if it is gone or no longer of the revision ``expected``."""
    removed = table.deleting(item["pk"], item["sk"], "#rev = :rev", {":rev": expected})
    table.transact(removed, audit.entry(by, "removed", f"accounts/{item['sk']}"))


def base() -> str:
    """Where platforms reach this deployment."""
    return settings().webhook_url


def webhook_url(base: str, channel: str, credential_set: str) -> str:
    """The address to give to the platform."""
    path = NEEDS[channel].path.format(channel=channel, credential_set=credential_set)
    return f"{base.rstrip('/')}/{path}"
