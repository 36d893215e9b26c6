"""What customers choose, and other answers, which are kept as they are."""

from typing import Any

import pytest

from functions.apple.replies import interactive as read
from shared.intake.fields import Unfit
from tests.functions.apple.reading import interactive, message, reference

ITEMS = [{"identifier": "s", "title": "Small"}, {"identifier": "m", "title": "Medium"}]


def reply(data: dict[str, Any]) -> Any:
    kind, words, content = read(interactive(data), "")
    assert kind == "interactive"
    assert words == content["reply"]["title"]
    assert content["reply"].pop("asked") == "r1"
    return content["reply"]


@pytest.mark.parametrize(
    "chosen",
    [
        {"selectedIdentifier": "m"},
        {"selectedIdentifier": "m", "selectedIndex": 0},
        {"selectedIndex": 1},
    ],
)
def test_a_quick_reply_is_the_item_that_was_chosen(chosen: dict[str, Any]) -> None:
    made = reply({"quick-reply": {"items": ITEMS, **chosen}})
    assert made == {"kind": "button", "id": "m", "title": "Medium"}


def test_a_quick_reply_without_its_items_has_the_title_of_the_bubble() -> None:
    bubble = {"replyMessage": {"title": "Medium, please"}}
    chosen = {"quick-reply": {"selectedIdentifier": "m"}}
    assert reply({**chosen, **bubble})["title"] == "Medium, please"
    assert reply(chosen)["title"] == "m"


@pytest.mark.parametrize("index", [None, "1", -1, 2, True])
def test_a_quick_reply_that_chose_nothing_is_kept_as_it_is(index: object) -> None:
    data = {"quick-reply": {"items": ITEMS if index is not True else [], "selectedIndex": index}}
    kind, _, content = read(interactive(data), "")
    assert kind == "unsupported"
    assert content["raw"]["data"]["quick-reply"] == data["quick-reply"]


def test_a_row_of_a_list_is_chosen() -> None:
    made = reply({"listPicker": {"sections": [{"items": ITEMS[:1]}]}})
    assert made == {"kind": "list", "id": "s", "title": "Small"}


def test_of_several_rows_all_are_told() -> None:
    sections = [{"items": ITEMS[:1]}, {}, {"items": [*ITEMS[1:], {"title": "no name"}]}]
    made = reply({"listPicker": {"sections": sections}})
    assert (made["id"], made["title"]) == ("s", "Small, Medium")
    assert [one["id"] for one in made["payload"]] == ["s", "m"]


def test_a_time_is_chosen() -> None:
    slot = {"identifier": "t1", "startTime": "2026-01-05T10:00+0100", "duration": 1800}
    made = reply({"event": {"title": "Visit", "timeslots": [slot]}})
    assert made == {"kind": "time", "id": "t1", "title": slot["startTime"], "payload": slot}


@pytest.mark.parametrize("name", ["payment", "authenticate", "dynamic"])
def test_another_answer_is_kept_as_it_is(name: str) -> None:
    kind, words, content = read(interactive({name: {"a": 1}, "replyMessage": {"title": "x"}}), "")
    assert (kind, words, content["kind"]) == ("unsupported", "x", f"interactive {name}")
    assert content["raw"]["data"][name] == {"a": 1}


def test_an_answer_of_an_app_of_the_business_is_kept_as_it_is() -> None:
    given = {"bid": "com.example", "URL": "?a=1"}
    made = read(message(type="interactive", interactiveData=given), "")
    assert made == ("unsupported", "", {"kind": "interactive", "raw": given})


def test_a_large_selection_becomes_a_file_to_fetch() -> None:
    made = message(type="interactive", interactiveDataRef=reference())
    kind, words, content = read(made, "")
    assert (kind, words) == ("file", "Blue, size M")
    media = content["media"]
    assert (media["mime_type"], media["size"]) == ("application/json", 16)
    assert media["sealed"]["bid"].startswith("com.apple.messages")
    assert "taken" not in media


def test_what_was_had_at_once_needs_no_fetching() -> None:
    made = message(type="interactive", interactiveDataRef=reference())
    media = read(made, "AAAA")[2]["media"]
    assert media["taken"] == "AAAA"
    assert "size" not in media


@pytest.mark.parametrize("data", [{}, {"interactiveData": 7}, {"interactiveDataRef": {}}])
def test_an_answer_without_anything_is_unfit(data: dict[str, Any]) -> None:
    with pytest.raises(Unfit):
        read(message(type="interactive", **data), "")


@pytest.mark.parametrize("bid", [None, "", "a\r\nb"])
def test_a_selection_that_nobody_could_read_is_unfit(bid: str | None) -> None:
    with pytest.raises(Unfit):
        read(message(type="interactive", interactiveDataRef=reference(bid=bid)), "")
