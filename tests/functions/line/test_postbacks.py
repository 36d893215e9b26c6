"""Taps on buttons: ours, those of rich menus, and times that were picked."""

import pytest

from functions.line.postbacks import LONGEST_DATA, data_of
from shared.messages import Said
from tests.functions.line.reading import happened, read_one, said


def tapped(data: str) -> Said:
    found = read_one(happened("postback", postback={"data": data}))
    assert isinstance(found, Said)
    return found


@pytest.mark.parametrize(
    ("identifier", "title"),
    [("yes", "Yes"), ("a&b=c", "Sí, ¡claro! 🎉"), ("1", "はい"), ("x" * 100, "y" * 20)],
)
def test_a_button_of_ours_comes_back_whole(identifier: str, title: str) -> None:
    found = tapped(data_of(identifier, title))
    assert found.content["reply"] == {"kind": "button", "id": identifier, "title": title}
    assert (found.type, found.text) == ("interactive", title)


def test_what_is_too_long_for_both_comes_back_as_its_id() -> None:
    identifier = "x" * (LONGEST_DATA - 5)
    assert data_of(identifier, "y" * 20) == identifier
    assert tapped(identifier).content["reply"]["id"] == identifier


def test_a_button_made_elsewhere_is_its_data() -> None:
    reply = said("postback_elsewhere").content["reply"]
    assert reply == {"kind": "button", "id": "action=buy&item=1", "title": ""}


def test_a_time_that_was_picked_is_the_answer() -> None:
    found = said("postback_datetime")
    assert found.content["reply"]["payload"] == {"datetime": "2026-11-25T10:00"}
    assert found.text == "When?"
    bare = read_one(happened("postback", postback={"data": "d", "params": {"date": "2026-11-25"}}))
    assert isinstance(bare, Said)
    assert bare.text == "2026-11-25"


def test_a_rich_menu_tells_which_one_is_shown() -> None:
    reply = said("postback_rich_menu").content["reply"]
    assert reply["payload"] == {"newRichMenuAliasId": "b", "status": "SUCCESS"}
