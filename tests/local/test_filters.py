from typing import Any

import pytest

from tests.local.filters import fits, patterns, wanted

LOG = {"dynamodb": {"NewImage": {"sk": {"S": [{"prefix": "M#"}, {"prefix": "R#"}]}}}}


def _record(sk: str) -> dict[str, Any]:
    return {"dynamodb": {"NewImage": {"sk": {"S": sk}}}}


def test_a_record_is_wanted_if_one_rule_of_each_field_fits() -> None:
    assert wanted(_record("R#1"), [LOG])
    assert not wanted(_record("A"), [LOG])


def test_a_removal_has_no_new_image_to_fit() -> None:
    assert not wanted({"dynamodb": {"Keys": {}}}, [LOG])


def test_without_patterns_everything_is_wanted() -> None:
    assert wanted(_record("A"), patterns({}))


@pytest.mark.parametrize(
    ("rule", "value", "fitting"),
    [
        ("x", "x", True),
        (5, 5, True),
        ("x", "y", False),
        ({"suffix": ".fifo"}, "wake.fifo", True),
        ({"anything-but": ["a", "b"]}, "c", True),
        ({"anything-but": ["a", "b"]}, "a", False),
        ({"numeric": [">", 1, "<=", 3]}, 3, True),
        ({"numeric": [">", 1, "<=", 3]}, 4, False),
        ({"equals-ignore-case": "Ab"}, "aB", True),
        ({"prefix": "M"}, 5, False),
    ],
)
def test_rules(rule: Any, value: Any, fitting: bool) -> None:
    assert fits({"field": [rule]}, {"field": value}) is fitting


def test_whether_a_field_exists() -> None:
    assert fits({"field": [{"exists": False}]}, {})
    assert not fits({"field": [{"exists": True}]}, {})


def test_a_rule_it_does_not_know_is_an_error_and_not_a_silent_no() -> None:
    with pytest.raises(ValueError, match="wildcard"):
        fits({"field": [{"wildcard": "*"}]}, {"field": "x"})
