"""What rides along and comes back: our id, and which choice a tap on a button was."""

from typing import Any

import pytest

from functions.viber.tracking import tracking_data
from shared.channels import VIBER
from shared.errors import MessageRejected
from tests.functions.viber.reading import message, read_said

CHOICES = [{"id": "yes-1", "title": "Yes"}, {"id": "no-1", "title": 'No "& never" 👍'}]
OURS = tracking_data("c.1.r", CHOICES)


def test_a_tap_says_the_title_and_is_the_choice() -> None:
    found = read_said(message(text="Yes", tracking_data=OURS))
    assert (found.type, found.text) == ("interactive", "Yes")
    assert found.content["reply"] == {"kind": "button", "id": "yes-1", "title": "Yes"}
    assert found.content["context"] == {"said_after": "c.1.r"}
    other = read_said(message(text='No "& never" 👍', tracking_data=OURS))
    assert other.content["reply"]["id"] == "no-1"


@pytest.mark.parametrize("said", ["yes", "Yes ", "Maybe", "yes-1"])
def test_other_words_are_a_text(said: str) -> None:
    found = read_said(message(text=said, tracking_data=OURS))
    assert (found.type, found.text) == ("text", said)
    assert found.content == {"context": {"said_after": "c.1.r"}}


def test_only_a_text_is_a_tap() -> None:
    link = "https://dl-media.viber.com/1/a.jpg"
    found = read_said(message(type="picture", text="Yes", media=link, tracking_data=OURS))
    assert (found.type, "reply" in found.content) == ("image", False)


@pytest.mark.parametrize(
    "data",
    [
        "step=2",
        "{",
        "[]",
        "{}",
        '{"message":7}',
        '{"choices":"Yes"}',
        '{"choices":[["Yes"],["",  "Yes"],["a","Yes","b"],{"id":"a"},7,["a",7]]}',
        "{" + "x" * 5000,
    ],
)
def test_what_other_tools_sent_along_is_kept_and_means_nothing(data: str) -> None:
    found = read_said(message(text="Yes", tracking_data=data))
    assert found.type == "text"
    assert found.content == {"context": {"tracking_data": data[:4000]}}


@pytest.mark.parametrize("data", [None, "", 7, {"message": "x"}])
def test_nothing_comes_back_unless_something_went_along(data: Any) -> None:
    assert read_said(message(tracking_data=data)).content == {}


def test_all_that_may_be_offered_rides_along() -> None:
    limits = VIBER.limits
    most = [
        {"id": f"{n:02}" + "i" * (limits.button_id - 2), "title": "t" * limits.button_title}
        for n in range(limits.buttons)
    ]
    assert len(tracking_data("c" * 26 + ".1767225600000." + "r" * 32, most)) <= 4000


def test_more_than_rides_along_is_refused() -> None:
    many = [{"id": f"{n}" * 100, "title": "t" * 60} for n in range(30)]
    with pytest.raises(MessageRejected):
        tracking_data("c.1.r", many)
