"""Each platform's own link, against the form that its pages give."""

from typing import Any

import pytest

from shared.channels import CHANNELS
from shared.links.deep_links import NoLink, deep_link, fits, needed

TEXT = "Hi & bye?"
FILLED = "Hi%20%26%20bye%3F"
CODED = f"{FILLED}%20%28ref%20may-1%29"

# channel, the platform's id of the account, its public address, the link
LINKS = [
    ("whatsapp", "106540352242922", "+15551234567", f"https://wa.me/15551234567?text={CODED}"),
    ("messenger", "1234567", "acmeshop", f"https://m.me/acmeshop?ref=may-1&text={FILLED}"),
    ("messenger", "1234567", "", f"https://m.me/1234567?ref=may-1&text={FILLED}"),
    ("instagram", "17841400000000000", "acme.shop", "https://ig.me/m/acme.shop?ref=may-1"),
    ("line", "Uf00", "@acme", f"https://line.me/R/oaMessage/%40acme/?{CODED}"),
    ("telegram", "42", "acme_bot", "https://t.me/acme_bot?start=may-1"),
    ("sms", "+15105550101", "", f"sms:+15105550101?body={CODED}"),
    ("sms", "MG0123", "40404", f"sms:40404?body={CODED}"),
    ("x", "3805104374", "", f"https://x.com/messages/compose?recipient_id=3805104374&text={CODED}"),
    ("viber", "pa:1", "acme", f"viber://pa?chatURI=acme&context=may-1&text={FILLED}"),
    ("rcs", "acme@rbm.goog", "", f"sms:acme%40rbm.goog?body={CODED}"),
    (
        "rcs",
        "acme@rbm.goog",
        "+15554443333",
        f"sms:+15554443333?service_id=acme%40rbm.goog&body={CODED}",
    ),
    ("webchat", "main", "https://acme.example/help", "https://acme.example/help?threadline=may-1"),
    (
        "webchat",
        "main",
        "https://acme.example/?l=es",
        "https://acme.example/?l=es&threadline=may-1",
    ),
    ("custom", "o", "https://o.example/{code}?say={text}", f"https://o.example/may-1?say={FILLED}"),
]
ADDRESSES = {channel: address for channel, _, address, _ in LINKS if address}


def account(channel: str, platform_id: str, address: str = "") -> dict[str, Any]:
    return {"channel": channel, "platform_id": platform_id, "public_address": address}


@pytest.mark.parametrize(("channel", "platform_id", "address", "link"), LINKS)
def test_a_link_is_as_its_platform_wants_it(
    channel: str, platform_id: str, address: str, link: str
) -> None:
    assert deep_link(account(channel, platform_id, address), "may-1", TEXT) == link


def test_apple_hands_over_the_code_as_the_intent() -> None:
    business = account("apple", "9c231233-d943-482a-b913-7c625ba19988")
    assert deep_link(business, "may-1", "Get Tech Support") == (
        "https://bcrw.apple.com/urn:biz:9c231233-d943-482a-b913-7c625ba19988"
        "?biz-intent-id=may-1&body=Get%20Tech%20Support"
    )


def test_what_a_platform_takes_in_no_text_is_told() -> None:
    with pytest.raises(NoLink, match=r"^text: apple takes no # / in it"):
        deep_link(account("apple", "9c23"), "may-1", "Order #7 / today")


def test_without_a_text_the_code_stands_alone() -> None:
    alone = deep_link(account("whatsapp", "1", "+15551234567"), "may-1")
    assert alone == "https://wa.me/15551234567?text=%28ref%20may-1%29"
    assert deep_link(account("viber", "1", "acme"), "may-1").endswith("acme&context=may-1")


def test_every_channel_has_a_link_or_says_why_it_has_none() -> None:
    without = {name for name, channel in CHANNELS.items() if channel.link is None}
    assert {name for name, channel in CHANNELS.items() if channel.no_link} == without
    assert {channel for channel, *_ in LINKS} | {"apple"} | without == set(CHANNELS)


def test_an_account_that_cannot_be_found_by_customers_is_told_what_it_lacks() -> None:
    with pytest.raises(NoLink, match="no public_address: the bot's username"):
        deep_link(account("telegram", "42"), "may-1")
    # WhatsApp's id is no number, though it looks like one.
    with pytest.raises(NoLink, match="phone number"):
        deep_link(account("whatsapp", "106540352242922"), "may-1")
    with pytest.raises(NoLink, match="scene"):
        deep_link(account("wechat", "gh_1"), "may-1")


def test_a_link_that_nothing_could_open_is_refused() -> None:
    with pytest.raises(NoLink, match="longer"):
        deep_link(account("whatsapp", "1", "+15551234567"), "may-1", "ñ" * 400)


@pytest.mark.parametrize(("channel", "address"), ADDRESSES.items())
def test_an_address_is_held_to_its_channels_form(channel: str, address: str) -> None:
    assert fits(channel, address)
    assert needed(channel)
    for bad in ("", " ", f"{address} x", "javascript:alert(1)", "https://x.example/\n"):
        assert not fits(channel, bad)


def test_the_other_systems_link_needs_a_place_for_the_code() -> None:
    assert not fits("custom", "https://o.example/?say={text}")
    assert not fits("x", "acme")
