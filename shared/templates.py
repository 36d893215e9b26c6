"""The templates a platform has approved for an account: what we know of them, and which one fits.

A settings item holds a template as the last sync found it (key
``<channel>:<account>:<name>:<language>``). What a webhook told is a fact beside it, put once under
a key that begins with the template's; those since the sync count over it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

from shared import keys, table
from shared.table import Item

PK: Final = keys.TEMPLATES
TOLD: Final = ("status", "quality", "category")
# Dearer categories later; one-time codes are no way to reach a customer at all. Prices by country:
# developers.facebook.com/documentation/business-messaging/whatsapp/pricing, read 2026-11-22.
_CATEGORIES: Final = ("UTILITY", "MARKETING")
_QUALITIES: Final = ("GREEN", "UNKNOWN", "YELLOW", "RED")


def known(channel: str = "", account: str = "") -> list[Item]:
    """The templates of an account, of a channel or of all, each with what it is now."""
    prefix = f"{channel}:{account}:" if account else f"{channel}:" if channel else ""
    items = table.query(PK, prefix or "!", f"{prefix}~")
    return [_folded(list(of)) for _, of in groupby(items, key=lambda item: _own(item["sk"]))]


def _own(key: str) -> str:
    return key.split("#", 1)[0]


def _folded(items: Sequence[Item]) -> Item:
    found: Item = {"synced_at": 0}
    for item in sorted(items, key=lambda i: (i["kind"] != "template", i.get("at", 0), i["sk"])):
        if item["kind"] == "template":
            found = dict(item)
        elif item["at"] >= found["synced_at"]:
            told: Item = {name: item[name] for name in TOLD if name in item}
            found = {**item, **found, "sk": _own(item["sk"]), **told}
    return found


def fitting(templates: Iterable[Item], language: str | None = None) -> list[Item]:
    """Those that may be sent to a customer in a closed window, the best first: in ``language``
    (or its other regions), cheap, of good quality, with few slots."""
    usable = (t for t in templates if t.get("status") == "APPROVED" and _is_open(t))
    return sorted(usable, key=lambda template: _rank(template, language))


def best(templates: Iterable[Item], values: Sequence[str], language: str | None) -> Item | None:
    """The first that fits and whose slots are as many as ``values``; None if there is none."""
    for template in fitting(templates, language):
        spoken = language is None or _distance(template, language) < 2
        if spoken and misfit(template, values) is None:
            return template
    return None


def misfit(template: Item, values: Sequence[str]) -> str | None:
    """Why ``template`` cannot be sent with ``values`` in its body, or None."""
    if template.get("status", "APPROVED") != "APPROVED":
        return f"this template is {str(template['status']).lower()}"
    if needs := template.get("needs"):
        return f"this template needs more than texts: {', '.join(needs)}"
    slots = template.get("slots")
    if slots is not None and len(slots) != len(values):
        return f"this template has {len(slots)} slots, not {len(values)}"
    return None


def content(template: Item, values: Sequence[str]) -> dict[str, Any]:
    """The content of a message that sends it; named slots are filled by their names."""
    slots = template.get("slots") or []
    named = any(not str(slot).isdigit() for slot in slots)
    filled: Any = {"body": dict(zip(slots, values, strict=True))} if named else list(values)
    return {"name": template["name"], "language": template["language"], "slots": filled}


def _is_open(template: Item) -> bool:
    return template.get("category") in _CATEGORIES


def _rank(template: Item, language: str | None) -> tuple[int, int, int, int, str]:
    return (
        _distance(template, language) if language else 0,
        _CATEGORIES.index(template["category"]),
        _place(_QUALITIES, template.get("quality", "UNKNOWN")),
        len(template.get("slots") or ()),
        template["sk"],
    )


def _distance(template: Item, language: str) -> int:
    own, wanted = template["language"].replace("-", "_"), language.replace("-", "_")
    if own == wanted:
        return 0
    return 1 if own.split("_")[0] == wanted.split("_")[0] else 2


def _place(order: Sequence[str], value: str) -> int:
    return order.index(value) if value in order else len(order)
