"""Fields are read with their types checked: missing and wrong are the same, never a crash."""

from typing import Any

import pytest

from shared.intake.fields import (
    Unfit,
    chosen,
    needed_fields,
    needed_number,
    needed_text,
    objects,
    text,
)

ODD = [None, True, 7, 1.5, "", [], ["x"], {}, {"a": 1}]


@pytest.mark.parametrize("value", ODD)
def test_a_needed_text_is_a_text_that_is_not_empty(value: Any) -> None:
    assert needed_text({"a": "x"}, "a") == "x"
    with pytest.raises(Unfit, match=r"^no a$"):
        needed_text({"a": value}, "a")


@pytest.mark.parametrize("value", [v for v in ODD if not isinstance(v, dict)])
def test_needed_fields_are_an_object(value: Any) -> None:
    assert needed_fields({"a": {}}, "a") == {}
    with pytest.raises(Unfit, match=r"^no a$"):
        needed_fields({"a": value}, "a")


@pytest.mark.parametrize("value", [None, True, False, "7", [], {}])
def test_a_needed_number_is_no_truth_value(value: Any) -> None:
    assert needed_number({"a": 0}, "a") == 0
    assert needed_number({"a": -1.5}, "a") == -1.5
    with pytest.raises(Unfit, match=r"^no a$"):
        needed_number({"a": value}, "a")


@pytest.mark.parametrize("value", ODD)
def test_an_optional_text_is_empty_if_it_is_something_else(value: Any) -> None:
    assert text({"a": "x"}, "a") == "x"
    assert text({"a": value}, "a") == ""
    assert text({}, "a") == ""


def test_only_fields_of_their_kind_are_chosen() -> None:
    kinds = {"name": str, "voice": bool, "size": int}
    assert chosen({"name": 7, "voice": False, "other": 1}, kinds) == {"voice": False}
    assert chosen({}, kinds) == {}


def test_only_objects_of_a_list_are_read() -> None:
    assert objects({"a": [{"b": 1}, None, "x", {}]}, "a") == [{"b": 1}, {}]
    assert objects({"a": {"b": 1}}, "a") == []
    assert objects({}, "a") == []


def test_the_reason_names_the_field_and_nothing_of_its_content() -> None:
    with pytest.raises(Unfit) as caught:
        needed_text({"from": ["34600111222"]}, "from")
    assert str(caught.value) == "no from"
