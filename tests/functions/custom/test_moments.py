"""Times as RFC 3339 writes them, or in milliseconds."""

from typing import Any

import pytest

from functions.custom.moments import moment
from shared.intake.fields import Unfit


@pytest.mark.parametrize(
    ("at", "ms"),
    [
        (1767225598123, 1767225598123),
        ("2025-12-31T23:59:58Z", 1767225598000),
        ("2025-12-31T23:59:58.123Z", 1767225598123),
        ("2025-12-31t23:59:58.123999z", 1767225598123),
        ("2026-01-01T00:59:58.1+01:00", 1767225598100),
        ("2025-12-31 18:29:58.123456789-05:30", 1767225598123),
    ],
)
def test_a_time_is_read_to_the_millisecond(at: Any, ms: int) -> None:
    assert moment({"at": at}) == ms


@pytest.mark.parametrize(
    "at",
    [
        None,
        True,
        "",
        1767225598,  # seconds
        1767225598123.0,
        10**13,
        "1767225598123",
        "2025-12-31T23:59:58",  # of which zone?
        "2025-12-31",
        "20251231T235958Z",
        "2025-06-31T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "1999-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "\u0662\u0660\u0662\u0665-12-31T23:59:58Z",
        ["2025-12-31T23:59:58Z"],
    ],
)
def test_anything_else_is_no_time(at: Any) -> None:
    with pytest.raises(Unfit):
        moment({"at": at})
