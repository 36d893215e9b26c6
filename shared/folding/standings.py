"""How two conversations stand once they are one: pure, and the same whichever is named first.

Within a conversation the highest version says how it stands. Between two, versions compare nothing:
the newest decision does. Consent is a matter of its own, for the customer who withdrew it on one
id has withdrawn it, whatever was decided about the other since: the newest word counts.
"""

import json
from typing import Any, Final

from shared import deciding
from shared.table import Item

# What a summary has of its newest decision; it counts as a whole.
DECIDED: Final = ("version", "decided_by", "inbox", *deciding.DECIDED)
_CONSENT: Final = ("consent", "consent_since", "consent_as_of", "consent_source")
_MARKETING: Final = ("marketing", "marketing_since")


def joined(one: Item, other: Item) -> Item:
    """``DECIDED`` of both together, None for what neither has; the version is above all decisions
    of either."""
    stands = max(one, other, key=_decided_at)
    consents = max(one, other, key=_consent_at)
    marketed = max(one, other, key=_marketing_at)
    return {
        **{name: stands.get(name) for name in DECIDED},
        **{name: consents.get(name) for name in _CONSENT},
        **{name: marketed.get(name) for name in _MARKETING},
        "version": max((s["version"] for s in (one, other) if "version" in s), default=None),
    }


def newest(one: Item, other: Item) -> Item:
    """Of two summaries of the same log, that of the newer decision."""
    return max(one, other, key=lambda s: (s.get("version", -1), _text(s, DECIDED)))


def _decided_at(summary: Item) -> tuple[int, int, str]:
    version = summary.get("version", -1)
    # What nobody decided about stands as it began.
    at = summary.get("decided_at", 0) if version > 0 else 0
    return at, version, _text(summary, DECIDED)


def _consent_at(summary: Item) -> tuple[int, bool, bool, str]:
    as_of = str(summary.get("consent_as_of") or "0").split("#")[0]
    at = max(summary.get("consent_since") or 0, int(as_of))
    # An id under which nobody has written yet says nothing, not even that nothing is known.
    return at, summary.get("consent") == "out", "consent" in summary, _text(summary, _CONSENT)


def _marketing_at(summary: Item) -> tuple[int, bool, bool, str]:
    at = summary.get("marketing_since") or 0
    out, known = summary.get("marketing") == "out", "marketing" in summary
    return at, out, known, _text(summary, _MARKETING)


def _text(summary: Item, names: tuple[str, ...]) -> str:
    found: dict[str, Any] = {name: summary.get(name) for name in names}
    return json.dumps(found, sort_keys=True)
