"""What a webhook says, sorted into items for the table and what is of no use as it is."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.intake import items
from shared.intake.bounding import TooMuchUnreadable
from shared.messages import Parsed, Said, Told, Unreadable, Warned
from shared.table import Item

Parse = Callable[[bytes], Iterable[Parsed]]  # raises ValueError if the whole is unreadable


@dataclass(frozen=True, slots=True)
class Unusable:
    """What goes to quarantine, and why."""

    reason: str
    raw: bytes


@dataclass(slots=True)
class Work:
    """What one authentic webhook leaves to be done. False when nothing is left."""

    channel: str
    credential_set: str
    items: list[Item] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.items or self.unusable)


def understood(parse: Parse, body: bytes) -> tuple[list[Parsed], str]:
    """What could be made of ``body``, and the name of the error that ended it, if one did."""
    parsed: list[Parsed] = []
    try:
        parsed.extend(parse(body))
    except TooMuchUnreadable as error:
        return error.readable, type(error).__name__
    # An authentic body that trips over any fault of ours is kept and acknowledged: refusing it
    # would make the platform send it for days, and some switch the webhook off.
    except Exception as error:
        return parsed, type(error).__name__
    return parsed, ""


def sort_all(
    work: Work,
    found: tuple[Iterable[Parsed], str],
    raw: bytes,
    *,
    id_key: bytes,
    secrets: Mapping[str, Any],
    received_at: int,
) -> None:
    """Add what was ``understood`` of ``raw``, and ``raw`` itself if an error ended that."""
    parsed, broken = found
    sort_out(
        work,
        parsed,
        id_key=id_key,
        accounts=secrets.get("accounts", {}),
        received_at=received_at,
        business=secrets.get("waba_id", ""),
    )
    if broken:
        work.unusable.append(Unusable(f"unreadable: {broken}", raw))


def sort_out(
    work: Work,
    parsed: Iterable[Parsed],
    *,
    id_key: bytes,
    accounts: Mapping[str, str],
    received_at: int,
    business: str = "",
) -> None:
    """Add each event to ``work``: as an item, or as unusable if it is unreadable or if its
    account is not one of ``accounts`` (the platform's name for it → our short name). What is told
    of a template or of all counts for each account of ``business``, if that is known."""
    for event in parsed:
        if isinstance(event, Unreadable):
            work.unusable.append(Unusable(event.reason, as_bytes(event.item)))
            continue
        if isinstance(event, Told | Warned):
            _sort_told(work, event, set(accounts.values()), business, received_at)
            continue
        account = _account(event.account_ref, accounts)
        if account is None:
            work.unusable.append(Unusable("foreign-account", as_bytes(event)))
            continue
        place: Any = {"channel": work.channel, "account": account, "received_at": received_at}
        if isinstance(event, Said) and event.echo:
            event = items.come_back(event) or event
        try:
            if isinstance(event, Said):
                work.items.append(items.said_item(event, id_key=id_key, **place))
            else:
                work.items.append(items.noted_item(event, id_key=id_key, **place))
        except (TypeError, ValueError) as error:  # e.g. a time of 20 digits
            work.unusable.append(Unusable(f"unreadable: {type(error).__name__}", as_bytes(event)))


def _account(ref: str, accounts: Mapping[str, str]) -> str | None:
    """``""``, where a platform names no account: the only one that there is."""
    if not ref and len(accounts) == 1:
        return next(iter(accounts.values()))
    return accounts.get(ref)


def _sort_told(
    work: Work, told: Told | Warned, accounts: Iterable[str], business: str, received_at: int
) -> None:
    if business and business != told.business:
        work.unusable.append(Unusable("foreign-account", as_bytes(told)))
        return
    for account in sorted(accounts):
        place: Any = {"channel": work.channel, "account": account, "received_at": received_at}
        if isinstance(told, Told):
            work.items.append(items.told_item(told, **place))
        else:
            work.items.append(items.warned_item(told, **place))


def as_bytes(value: Any) -> bytes:
    """``value`` for quarantine, as JSON; an event under the name of its class, e.g. ``said``."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {type(value).__name__.lower(): dataclasses.asdict(value)}
    return json.dumps(value, default=repr, sort_keys=True).encode()
