"""The templates a platform has approved for an account: what we know of them, and which one fits.

A settings item holds a template as the last sync found it (key
``<channel>:<account>:<name>:<language>``). What a webhook told is a fact beside it, put once under
a key that begins with the template's; those since the sync count over it.
"""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from shared import table
from shared.errors import OptedOut
from shared.keys import single
from shared.table import Item
from shared.templates import prices
from shared.templates.slots import are_named, header_of, misfit

PK: Final = single.TEMPLATES
TOLD: Final = ("status", "quality", "category")
# Without prices dearer categories later; one-time codes are no way to reach a customer at all:
# developers.facebook.com/documentation/business-messaging/whatsapp/pricing, read 2026-11-22.
_CATEGORIES: Final = ("UTILITY", "MARKETING")
_QUALITIES: Final = ("GREEN", "UNKNOWN", "YELLOW", "RED")


def known(channel: str = "", account: str = "") -> list[Item]:
    """The templates of an account, of a channel or of all, each with what it is now."""
    items = table.query(PK, *span(channel, account))
    return [_folded(list(of)) for _, of in groupby(items, key=lambda item: _own(item["sk"]))]


def span(channel: str = "", account: str = "") -> tuple[str, str]:
    """The first and the last key that theirs can have; names may begin with any letter."""
    start = f"{channel}:{account}" if account else channel
    return (f"{start}:", f"{start};") if start else ("!", "~")


def find(channel: str, account: str, name: str, language: str) -> Item | None:
    """One template as it is now; None if nothing is known of it."""
    return at(single.template_sk(channel, account, name, language))


def at(key: str) -> Item | None:
    """The same, by its key."""
    items = list(table.query(PK, key, f"{key}#~"))
    return _folded(items) if items else None


def offered(summary: Item) -> list[Item]:
    """The templates of a conversation's account, each with its ``price`` for this customer."""
    of_customer = prices.for_customer(summary)
    return [
        {**template, "price": of_customer.of(template.get("category"))}
        for template in known(summary["channel"], summary["account"])
    ]


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
    (or its other regions), cheap, of good quality, with little to fill.

    Cheap by price, or by category unless the prices of all are known.
    """
    usable = [t for t in templates if t.get("status") == "APPROVED" and _is_open(t)]
    by_price = all(template.get("price") for template in usable)
    return sorted(usable, key=lambda template: _rank(template, language, by_price))


def best(templates: Iterable[Item], values: Sequence[str], language: str | None) -> Item | None:
    """The first that fits and whose slots are as many as ``values``; None if there is none."""
    for template in fitting(templates, language):
        spoken = language is None or distance(template["language"], language) < 2
        if spoken and misfit(template, values) is None:
            return template
    return None


def unwanted(summary: Item, template: Item | None, *, needs_consent: bool) -> OptedOut | None:
    """Why ``template`` must not go to the customer of ``summary``, None if it may.

    What sells needs the customer's consent if ``needs_consent``, and never goes to who wants none
    of it; what is about an order or an appointment goes without.
    """
    if template is None or template.get("category") != "MARKETING":
        return None
    if "out" in (summary.get("marketing"), summary.get("consent")):
        return OptedOut("opted-out", "The customer wants no marketing.")
    if needs_consent and "in" not in (summary.get("marketing"), summary.get("consent")):
        return OptedOut("consent-needed", "Marketing needs the customer's consent.")
    return None


def sent_by(message: Item) -> Item | None:
    """The template that ``message`` sends, as it is now; None if it sends none, or one that was
    never heard of. Raises Unavailable."""
    said = json.loads(message.get("content") or "{}") if message["type"] == "template" else {}
    if not (said.get("name") and said.get("language")):
        return None  # the channel's own words for it are better
    return find(message["channel"], message["account"], said["name"], said["language"])


def unsendable(message: Item) -> str | None:
    """Why the platform would refuse ``message``, by what is known of its ``template``.

    Of one that was never heard of nobody knows.
    """
    if not (template := message.get("template")):
        return None
    said = json.loads(message["content"])
    shown = (said.get("media") or {}).get("mime_type")
    return misfit(template, said.get("slots") or (), header_of(shown) if shown else "")


def content(template: Item, values: Sequence[str]) -> dict[str, Any]:
    """The content of a message that sends it; named slots are filled by their names. What it
    costs stands beside, null where that is not known."""
    slots = template.get("slots") or []
    named = are_named(slots)
    filled: Any = {"body": dict(zip(slots, values, strict=True))} if named else list(values)
    return {
        "name": template["name"],
        "language": template["language"],
        "slots": filled,
        "category": template.get("category"),
        "price": template.get("price"),
    }


def _is_open(template: Item) -> bool:
    return template.get("category") in _CATEGORIES


def _rank(
    template: Item, language: str | None, by_price: bool
) -> tuple[int, Decimal, int, int, str]:
    price = template["price"]["amount"] if by_price else _CATEGORIES.index(template["category"])
    return (
        distance(template["language"], language) if language else 0,
        Decimal(price),
        _place(_QUALITIES, template.get("quality", "UNKNOWN")),
        len(template.get("slots") or ()) + len(template.get("needs") or ()),
        template["sk"],
    )


def distance(own: str, wanted: str) -> int:
    """Of two languages: 0 for the same, 1 for two regions of it, 2 for others."""
    if same(own, wanted):
        return 0
    return 1 if _plain(own).split("_")[0] == _plain(wanted).split("_")[0] else 2


def same(one: str, other: str) -> bool:
    """Whether both are one language; some write ``en-US`` for what is ``en_US`` elsewhere."""
    return _plain(one) == _plain(other)


def _plain(language: str) -> str:
    return language.replace("-", "_")


def _place(order: Sequence[str], value: str) -> int:
    return order.index(value) if value in order else len(order)
