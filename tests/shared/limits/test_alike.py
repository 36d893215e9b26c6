"""Texts that are near to each other: what machines repeat, and people do not."""

import pytest

from shared.limits.alike import near


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("We are away until Monday.", "We are away until Monday.", True),
        ("Your ticket is 4711, thank you.", "Your ticket is 4712 - thank you!", True),
        ("We are away until Monday 9:00", "WE ARE AWAY UNTIL MONDAY 10:30", True),
        ("Thank you for your message to us", "Thank you for your massage to us", True),
        ("Where is my parcel?", "When do you open tomorrow?", False),
        ("1", "1", False),
        ("yes", "yes", False),
        ("12345678901234567890", "12345678901234567890", False),
        ("", "", False),
    ],
)
def test_what_is_near(one: str, other: str, same: bool) -> None:
    assert near(one, other) is near(other, one) is same
