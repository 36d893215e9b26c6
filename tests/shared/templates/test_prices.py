"""What a template costs a customer: by the admin's list, and unknown without one."""

from typing import Any

import pytest

from shared import table
from shared.templates import prices
from shared.templates.prices import PriceList, chosen

LIST = {
    "currency": "EUR",
    "by_country": {
        "49": {"UTILITY": "0.0456", "MARKETING": "0.1131"},
        "1": {"UTILITY": 0.004},
        "1809": {"UTILITY": 0},
        "DE": {"UTILITY": "0.05"},
    },
}


@pytest.mark.parametrize(
    ("ids", "category", "amount"),
    [
        (["4915228000001"], "UTILITY", "0.0456"),
        (["+4915228000001"], "MARKETING", "0.1131"),
        (["18095550100"], "UTILITY", "0"),
        (["15550100200"], "UTILITY", "0.004"),
        (["DE.1234"], "UTILITY", "0.05"),
        (["ES.1234", "4915228000001"], "UTILITY", "0.0456"),
    ],
)
def test_the_longest_code_that_an_id_begins_with_decides(
    ids: list[str], category: str, amount: str
) -> None:
    assert chosen(LIST, ids).of(category) == {"amount": amount, "currency": "EUR"}


@pytest.mark.parametrize(
    ("ids", "category"),
    [
        (["34600111222"], "UTILITY"),
        (["4915228000001"], "SERVICE"),
        (["4915"], None),
        ([], "UTILITY"),
    ],
)
def test_what_the_list_does_not_name_is_not_known(ids: list[str], category: str | None) -> None:
    assert chosen(LIST, ids).of(category) is None


@pytest.mark.parametrize("amount", ["cheap", "", "NaN", "-1", None, {}])
def test_what_is_no_amount_is_not_known(amount: Any) -> None:
    assert PriceList("EUR", {"UTILITY": amount}).of("UTILITY") is None


def test_an_amount_without_a_currency_is_not_known() -> None:
    assert PriceList("", {"UTILITY": "1"}).of("UTILITY") is None


def test_each_channel_has_a_list_of_its_own(cloud: Any) -> None:
    table.put(
        {"pk": prices.PK, "sk": "whatsapp", **LIST, "by_country": {"49": {"UTILITY": "1.50"}}}
    )
    customer = {"channel": "whatsapp", "identity": "ES.1", "other_identity": "4915228000001"}
    assert prices.for_customer(customer).of("UTILITY") == {"amount": "1.50", "currency": "EUR"}
    assert prices.for_customer({**customer, "channel": "line"}).of("UTILITY") is None
