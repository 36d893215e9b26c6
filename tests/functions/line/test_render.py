"""A message of ours in LINE's words."""

import json
from typing import Any

import pytest

from functions.line.render import loading, render
from shared.errors import MessageRejected


def rendered(kind: str, text: str = "", quote: str = "", **content: Any) -> list[dict[str, Any]]:
    return render({"type": kind, "text": text, "content": json.dumps(content)}, quote)


def refused(kind: str, text: str = "", **content: Any) -> str:
    with pytest.raises(MessageRejected) as caught:
        rendered(kind, text, **content)
    return caught.value.code


def test_a_text_may_quote_another_message() -> None:
    assert rendered("text", "Hi") == [{"type": "text", "text": "Hi"}]
    assert rendered("text", "Hi", "q3") == [{"type": "text", "text": "Hi", "quoteToken": "q3"}]


def test_too_much_and_nothing_are_refused() -> None:
    assert refused("text", "🎉" * 2501) == "too-long"
    assert refused("text") == "empty"


def test_a_place_always_has_the_title_and_address_that_line_wants() -> None:
    where: dict[str, Any] = {"latitude": 35.6, "longitude": 139.7}
    (whole,) = rendered("location", name="Shop", address="Ginza 1", **where)
    assert whole == {"type": "location", "title": "Shop", "address": "Ginza 1", **where}
    (named,) = rendered("location", name="Shop" * 40, **where)
    assert (named["title"], named["address"]) == (("Shop" * 40)[:100],) * 2
    (bare,) = rendered("location", **where)
    assert (bare["title"], bare["address"]) == ("35.6, 139.7",) * 2


def test_a_sticker_is_one_of_lines_own() -> None:
    which = {"package_id": "446", "sticker_id": 1988}
    assert rendered("sticker", sticker=which) == [
        {"type": "sticker", "packageId": "446", "stickerId": "1988"}
    ]
    assert refused("sticker", media={"url": "https://cdn.example/a.webp"}) == "no-sticker"


def test_cards_are_lines_of_text() -> None:
    ana = {"name": "Ana", "phones": ["+34 600"], "emails": ["a@example.com"]}
    (body,) = rendered("contacts", contacts=[ana, {"name": "Ben"}])
    assert body["text"] == "Ana\n+34 600\na@example.com\n\nBen"


@pytest.mark.parametrize("kind", ["template", "reaction", "unsupported", "event"])
def test_what_line_has_not_is_refused(kind: str) -> None:
    assert refused(kind, "x") == "unsupported-type"


def test_the_loading_indicator_is_five_to_sixty_seconds_in_fives() -> None:
    shown = loading("U1")
    assert shown["chatId"] == "U1"
    assert shown["loadingSeconds"] in range(5, 61, 5)
