"""The code comes back: from the link that was built, by the platform's payload, to the message."""

import json
from typing import Any

import pytest

from shared.links.codes import codes_in, with_code


def message(text: str = "", **content: Any) -> dict[str, Any]:
    return {"text": text, "content": json.dumps(content)}


def test_a_code_in_the_text_is_found_wherever_people_leave_it() -> None:
    assert codes_in(message(with_code("Hello!", "may-1"))) == ["may-1"]
    assert codes_in(message("(REF: May-1) and more")) == ["may-1"]
    assert codes_in(message(with_code("", "may-1"))) == ["may-1"]


@pytest.mark.parametrize(
    "text", ["Hello", "(ref)", "ref may-1", "(ref may 1)", f"(ref {'a' * 41})"]
)
def test_other_texts_hold_none(text: str) -> None:
    assert codes_in(message(text)) == []
    assert codes_in({"text": text}) == []


def test_a_referral_tells_it_by_ref_or_intent() -> None:
    assert codes_in(message("/start may-1", referral={"ref": "may-1"})) == ["may-1"]
    assert codes_in(message(referral={"intent": "may-1", "group": "billing"})) == ["may-1"]


@pytest.mark.parametrize(
    "referral", [None, "may-1", [], {}, {"ref": 1}, {"ref": "no code!"}, {"source_id": "may-1"}]
)
def test_what_is_no_code_of_ours_is_left_alone(referral: Any) -> None:
    assert codes_in(message(referral=referral)) == []


def test_the_same_code_twice_is_one() -> None:
    assert codes_in(message("(ref may-1)", referral={"ref": "may-1"})) == ["may-1"]
