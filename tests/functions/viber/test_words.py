"""Cards and places, in Viber's form or in words."""

from typing import Any

import pytest

from functions.viber.words import contacts, in_words, place


def test_one_name_with_one_number_is_a_card() -> None:
    card = {"name": "Bob", "phones": ["+15550100"], "emails": []}
    shown = {"type": "contact", "contact": {"name": "Bob", "phone_number": "+15550100"}}
    assert contacts([card]) == shown


@pytest.mark.parametrize(
    "cards",
    [
        [],
        [{"name": "Bob"}],
        [{"name": "", "phones": ["+15550100"]}],
        [{"name": "Bob", "phones": ["+15550100", "+15550101"]}],
        [{"name": "Bob", "phones": ["+15550100"], "emails": ["b@example.com"]}],
        [{"name": "B" * 29, "phones": ["+15550100"]}],
        [{"name": "Bob", "phones": ["+" + "1" * 18]}],
        [{"name": "Bob", "phones": ["+15550100"]}] * 2,
    ],
)
def test_more_or_less_is_none(cards: list[dict[str, Any]]) -> None:
    assert contacts(cards) is None


def test_cards_in_words_have_a_line_for_all_they_hold() -> None:
    ana = {"name": "Ana", "phones": ["+34 600"], "emails": ["a@example.com"]}
    assert in_words([ana, {"name": "Ben"}]) == "Ana\n+34 600\na@example.com\n\nBen"


def test_a_place_is_two_numbers() -> None:
    body = place({"latitude": 41.38, "longitude": 2.17, "name": "Shop"})
    assert body == {"type": "location", "location": {"lat": 41.38, "lon": 2.17}}
