"""Platforms' warnings of accounts, until when automation rests because of them.

They lie on the one item that every reading of the settings begins with, so that whoever asks what
may be said by itself has them without another read, whatever the hour and the budgets.

=========  ====================  ===========  ==========================================
item       pk                    sk           attribute
=========  ====================  ===========  ==========================================
version    ``S#configuration``   ``version``  ``warned``: <account>#<reason>#<about> → entry
=========  ====================  ===========  ==========================================

An entry has ``since`` and ``at``, the first and the last time that the platform said so, ``until``,
and ``lifted``: what was said until then counts no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared import audit, clock, table
from shared.configuration import stored
from shared.errors import Conflict, Contended, Unavailable
from shared.expressions import becoming, unchanged

_DAY_MS: Final = 86_400_000
_LONGEST_MS: Final = 90 * _DAY_MS
# Platforms deliver for a week what was not taken; so long it is known what was lifted.
_REMEMBERED_MS: Final = 8 * _DAY_MS
_OFTEN_MS: Final = 3_600_000  # the same again within that is no news
_TRIES: Final = 10

WHY: Final[Mapping[str, str]] = {
    "spam": "customers block or report what is sent on this account",
    "quality": "customers think little of what is sent on this account",
    "violation": "something sent on this account is against its rules",
    "restricted": "it has restricted this account",
    "disabled": "it has switched this account off, or is about to",
}
Entries = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Fact:
    """A warning of ``account`` (with its channel), or that it is over. Times are ms."""

    account: str
    reason: str
    at: int
    until: int
    about: str = ""
    over: bool = False

    @property
    def key(self) -> str:
        return f"{self.account}#{self.reason}#{self.about}"


@dataclass(frozen=True, slots=True)
class Standing:
    """That an account is warned now."""

    reason: str
    since: int
    until: int

    @property
    def why(self) -> str:
        return f"automation stopped: the platform says that {WHY[self.reason]}"


def standing(entries: Entries, account: str, now: int) -> Standing | None:
    """The warning of ``account`` that lasts longest, None if automation may speak at ``now``."""
    found = [
        Standing(name.split("#")[1], entry["since"], entry["until"])
        for name, entry in entries.items()
        if name.startswith(f"{account}#") and entry.get("until", 0) > now
    ]
    return max(found, key=lambda one: (one.until, one.reason), default=None)


def after(entries: Entries, fact: Fact, now: int) -> dict[str, dict[str, int]]:
    """``entries`` after ``fact``, whatever order facts come in; equal to them if it is no news."""
    entry = dict(entries.get(fact.key, {}))
    entry = _over(entry, fact.at) if fact.over else _warned(entry, fact, now)
    if entry == entries.get(fact.key, {}):
        return {name: dict(one) for name, one in entries.items()}
    return _kept({**entries, fact.key: entry}, now)


def lifted(entries: Entries, account: str, now: int) -> dict[str, dict[str, int]]:
    """``entries`` when somebody has lifted all warnings of ``account``."""
    ended = {
        name: _over(dict(entry), max(now, entry["at"]))
        for name, entry in entries.items()
        if name.startswith(f"{account}#") and entry.get("until", 0) > now
    }
    return {**{name: dict(entry) for name, entry in entries.items()}, **ended}


def _warned(entry: dict[str, int], fact: Fact, now: int) -> dict[str, int]:
    until = min(fact.until, fact.at + _LONGEST_MS)
    if until <= now or fact.at <= entry.get("lifted", -1):
        return entry
    if entry.get("until", 0) <= fact.at:  # there was none, or it had ended by then
        return {**entry, "since": fact.at, "at": fact.at, "until": until}
    if fact.at < entry["at"] + _OFTEN_MS and until < entry["until"] + _OFTEN_MS:
        return entry
    times = {"since": min(fact.at, entry["since"]), "at": max(fact.at, entry["at"])}
    return {**entry, **times, "until": max(until, entry["until"])}


def _over(entry: dict[str, int], at: int) -> dict[str, int]:
    ended = {"lifted": max(at, entry.get("lifted", at))}
    if entry.get("at", -1) > ended["lifted"]:  # it was said again since
        return {**entry, **ended, "since": max(entry["since"], ended["lifted"])}
    return ended


def _kept(entries: Entries, now: int) -> dict[str, dict[str, int]]:
    return {
        name: dict(entry)
        for name, entry in entries.items()
        if entry.get("until", 0) > now or entry.get("lifted", 0) + _REMEMBERED_MS > now
    }


def note(fact: Fact) -> bool:
    """Write it down, once; whether ``fact`` is what stops the account. Raises Unavailable."""
    for _ in range(_TRIES):
        there, now = table.get(*stored.VERSION) or {}, clock.now_ms()
        before = there.get("warned", {})
        entries = after(before, fact, now)
        if entries == before:
            return False
        try:
            table.transact(_writing(there, entries))
        except (Conflict, Contended):
            continue  # another fact, or an admin, was faster
        return standing(before, fact.account, now) is None and not fact.over
    raise Unavailable("settings contended")


def lift(account: str, *, by: str) -> bool:
    """Let automation speak again on ``account``; whether it was stopped. Raises Unavailable."""
    for _ in range(_TRIES):
        there, now = table.get(*stored.VERSION) or {}, clock.now_ms()
        before = there.get("warned", {})
        if standing(before, account, now) is None:
            return False
        entries = lifted(before, account, now)
        try:
            noted = audit.entry(by, "resumed", f"accounts/{account}")
            table.transact(_writing(there, entries), noted)
        except (Conflict, Contended):
            continue
        return True
    raise Unavailable("settings contended")


def _writing(there: Mapping[str, Any], entries: Entries) -> table.Action:
    version = {"warned": entries, "version": there.get("version", 0) + 1, "kind": "settings"}
    expression, values = becoming(version)
    still, was = unchanged(dict(there), ["warned", "version"])
    return table.updating(*stored.VERSION, expression, {**values, **was}, still)
