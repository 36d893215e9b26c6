"""Only private chats are customers, and bots are none."""

from typing import Any

import pytest

from tests.functions.telegram.reading import ANA, CHAT, kind, read_message, said_so


@pytest.mark.parametrize("where", ["group", "supergroup", "channel", "private?", None])
def test_a_group_is_no_customer(where: str | None) -> None:
    assert kind(read_message(chat={**CHAT, "type": where})) == "not a private chat"


def test_a_bot_is_no_customer() -> None:
    assert kind(read_message(sender={**ANA, "is_bot": True})) == "done by a bot"


@pytest.mark.parametrize(
    ("chat", "name"),
    [
        ({"first_name": "Ana", "last_name": "Ruiz"}, "Ana Ruiz"),
        ({"first_name": "Ana"}, "Ana"),
        ({"username": "ana_ruiz"}, "ana_ruiz"),
        ({"first_name": 7}, None),
        ({}, None),
    ],
)
def test_the_name_is_what_the_chat_shows(chat: dict[str, Any], name: str | None) -> None:
    found = said_so(chat={"id": 7001, "type": "private", **chat}, sender=None)
    assert found.name == name


def test_a_chat_without_a_name_has_its_persons() -> None:
    assert said_so(chat={"id": 7001, "type": "private"}).name == "Ana Ruiz"


@pytest.mark.parametrize("identity", [None, "7001", 7001.0, True])
def test_without_an_id_nobody_is_meant(identity: object) -> None:
    assert kind(read_message(chat={**CHAT, "id": identity})) == "no id"
