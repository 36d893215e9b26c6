"""From the link that was built to what the platform then sends, as it was recorded, to the code."""

import base64
import importlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote_plus, unquote, urlsplit

import pytest

from functions.webchat.parse import parse as said_in_web_chat
from functions.webchat.visitors import Visitor
from shared.channels import CHANNELS
from shared.intake import items
from shared.links.codes import codes_in
from shared.links.deep_links import deep_link
from shared.messages import Parsed, Said
from tests import events
from tests.functions.apple.reading import message, read_one

CODE = "summer-posters-2026"
NOW = 1_767_225_600_000
ADDRESSES = {
    "whatsapp": "+15550783881",
    "messenger": "acmeshop",
    "instagram": "acme.shop",
    "line": "@acme",
    "telegram": "acme_bot",
    "sms": "+14155550199",
    "viber": "acme",
    "webchat": "https://acme.example/help",
    "custom": "https://o.example/chat?from={code}",
}
# What the recorded payload has where the link's code, or its text, comes back.
RECORDED = {
    "whatsapp": ("text_message", "Hola, "),
    "messenger": ("referral", "summer"),
    "instagram": ("referral", "summer"),
    "line": ("text_message", "@Threadline Hola, "),
    "telegram": ("start_by_link", "camp_42"),
    "sms": ("text_message", "Body=Hola%2C"),
    "x": ("text_message", "Hola, "),
    "viber": ("conversation_started_by_a_link", "camp_42"),
    "custom": ("referral", '"id":"77"'),
}


def handed_over(channel: str) -> str:
    """What comes back of the link: the code, or the text with it that stood in the box."""
    account = {"channel": channel, "platform_id": "7", "public_address": ADDRESSES.get(channel)}
    link = urlsplit(deep_link(account, CODE, "" if channel == "apple" else "Hi!"))
    given = dict(parse_qsl(link.query))
    row = CHANNELS[channel].link
    assert row
    named = {what: name for name, what in row.query}
    if "code" in named:
        return given[named["code"]]
    if named.get("text") == "":
        return unquote(link.query)
    return given[named.get("text", "from")]


def recorded(channel: str, back: str) -> list[Parsed]:
    name, place = RECORDED[channel]
    # The verified account is put before Twilio's form.
    sms = f"@account=%2B14155550199&Body={quote_plus(back)}"
    put = {"sms": sms, "custom": f'"ref":"{back}"'}.get(channel, back)
    body = events.body_of(events.load(channel, name)).decode()
    assert place in body
    parse: Callable[[bytes], list[Parsed]]
    parse = importlib.import_module(f"functions.{channel}.parse").parse
    return list(parse(body.replace(place, put, 1).encode()))


def in_rcs(back: str) -> list[Parsed]:
    body = json.loads(events.load("rcs", "text_message")["body"])
    told = json.loads(base64.b64decode(body["message"]["data"]))
    parse = importlib.import_module("functions.rcs.parse").parse
    return list(parse(json.dumps({**told, "text": back}).encode()))


def in_wechat(back: str) -> list[Parsed]:
    body = events.body_of(events.load("wechat", "followed_by_code")).decode()
    parse = importlib.import_module("functions.wechat.parse").parse
    return list(parse(body.replace("till-7", back).encode()))


def on_the_site(back: str) -> list[Parsed]:
    sent = {"id": "a-good-id", "text": "Hello", "ref": back}
    return [said_in_web_chat(sent, Visitor("main", "v-1", NOW // 1000 + 60), NOW)]


OTHERS: dict[str, Callable[[str], list[Parsed]]] = {
    "rcs": in_rcs,
    "webchat": on_the_site,
    "apple": lambda back: [read_one(message(intent=back))],
}


def item_of(parsed: list[Parsed], channel: str) -> dict[str, Any]:
    said = next(one for one in parsed if isinstance(one, Said))
    return items.said_item(said, id_key=b"k", account="main", channel=channel, received_at=NOW)


@pytest.mark.parametrize("channel", sorted(set(CHANNELS) - {"wechat"}))
def test_the_code_of_a_link_comes_back(channel: str) -> None:
    back = handed_over(channel)
    found = OTHERS[channel](back) if channel in OTHERS else recorded(channel, back)
    assert codes_in(item_of(found, channel)) == [CODE]


def test_the_scene_of_a_code_made_at_wechat_is_one() -> None:
    assert codes_in(item_of(in_wechat(CODE), "wechat")) == [CODE]


def test_what_no_page_of_ours_would_send_is_no_code() -> None:
    assert codes_in(item_of(on_the_site("x" * 65), "webchat")) == []
    assert codes_in(item_of(on_the_site("<b>"), "webchat")) == []
