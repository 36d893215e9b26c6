"""Which secrets make keys, and what is signed."""

import pytest

from shared.standard_webhooks import keys_of, signature
from tests.functions.custom.reading import OTHER_SECRET, SECRET
from tests.functions.custom.reading import signature as expected


def test_the_current_key_comes_first_and_the_prefix_may_be_left_out() -> None:
    both = {"previous_signing_secret": SECRET, "signing_secret": OTHER_SECRET[6:]}
    assert keys_of(both) == [
        b"another-test-secret-of-some-size",
        b"threadline-test-secret-of-32-b",
    ]


@pytest.mark.parametrize("secret", ["", "whsec_QUJD", "whsec_***", 7, None])
def test_what_is_unfit_makes_no_key(secret: object) -> None:
    assert keys_of({"signing_secret": secret}) == []


def test_id_time_and_body_are_signed() -> None:
    (key,) = keys_of({"signing_secret": SECRET})
    assert signature(key, b"del_1", b"1767225600", b"{}").decode() == expected(b"{}")
