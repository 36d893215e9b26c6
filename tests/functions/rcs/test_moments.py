"""Times with any number of digits, in any zone."""

import pytest

from functions.rcs.moments import moment
from shared.intake.fields import Unfit

AT = 1767225600000


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        ("2026-01-01T00:00:00Z", 0),
        ("2026-01-01T00:00:00.1Z", 100),
        ("2026-01-01T00:00:00.12Z", 120),
        ("2026-01-01T00:00:00.123Z", 123),
        ("2026-01-01T00:00:00.123999Z", 123),
        ("2026-01-01T00:00:00.123456789Z", 123),
        ("2026-01-01T00:00:00.0009999999999999Z", 0),
        ("2026-01-01T05:30:00.5+05:30", 500),
        ("2025-12-31T16:00:00-08:00", 0),
        ("2026-01-01t00:00:00z", 0),
        ("1970-01-01T00:00:00.001Z", 1 - AT),
    ],
)
def test_a_time_is_cut_to_milliseconds(written: str, ms: int) -> None:
    assert moment({"sendTime": written}, 7) == AT + ms


def test_without_a_time_another_counts() -> None:
    assert moment({}, 7) == 7


@pytest.mark.parametrize(
    "written",
    [
        "",
        None,
        7,
        "1767225600",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-01-01 00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+25:00",
        "0000-01-01T00:00:00Z",
        "٢٠٢٦-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z\n",
    ],
)
def test_what_is_no_time_is_unfit(written: object) -> None:
    with pytest.raises(Unfit):
        moment({"sendTime": written}, 7)
