"""What a template costs, by its category and the customer's country: as an admin wrote it down.

No platform can be asked. WhatsApp's depend on the business's currency and volume, and change every
quarter: developers.facebook.com/documentation/business-messaging/whatsapp/pricing, read 2026-11-22.
So the settings item ``S#prices`` / <channel> holds ``currency`` and ``by_country``: {calling code:
{category: amount}}. What is not in it is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from shared import table
from shared.table import Item

PK: Final = "S#prices"

Price = dict[str, str]  # amount, as a decimal number, and currency


@dataclass(frozen=True, slots=True)
class PriceList:
    """What templates cost one customer. Equal where nothing is known."""

    currency: str = ""
    by_category: Mapping[str, Any] = field(default_factory=dict)

    def of(self, category: str | None) -> Price | None:
        amount = _amount(self.by_category.get(category or ""))
        if amount is None or not self.currency:
            return None
        return {"amount": f"{amount:f}", "currency": self.currency}


def for_customer(summary: Item) -> PriceList:
    """The list that counts for the customer of a conversation."""
    item = table.get(PK, summary["channel"]) or {}
    ids = (summary["identity"], summary.get("other_identity"))
    return chosen(item, [str(one) for one in ids if one])


def chosen(item: Mapping[str, Any], ids: Iterable[str]) -> PriceList:
    """The part of a settings item whose key is the longest that an id begins with.

    A phone number begins with its calling code (``1809`` beside ``1``: some countries share one),
    WhatsApp's business-scoped id with the country's two letters.
    """
    by_country = item.get("by_country") or {}
    for one in ids:
        of_it = [code for code in by_country if one.removeprefix("+").startswith(code)]
        if of_it:
            return PriceList(str(item.get("currency") or ""), by_country[max(of_it, key=len)])
    return PriceList()


def _amount(value: Any) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None  # what is no number tells nothing
    return amount if amount.is_finite() and amount >= 0 else None
