"""Which numbers are ids, and which ids name a message."""

import pytest

from functions.telegram.figures import number_in_chat


@pytest.mark.parametrize(
    ("provider_id", "number"),
    [
        ("7001:12", 12),
        ("-1001234567890:5", 5),
        ("30069066182451982", None),
        ("update:900000038", None),
        ("7001:12:reaction", None),
        ("7001:", None),
        ("7001:1x", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_message_has_a_number_in_its_chat(
    provider_id: str | None, number: int | None
) -> None:
    assert number_in_chat(provider_id) == number
