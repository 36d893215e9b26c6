"""Files as Apple keeps them: the worked example, and any length in its place."""

import io

import pytest

from functions.apple.sealing import counter, opened

KEY = bytes.fromhex("aa" * 32)


def test_the_worked_example_holds() -> None:
    kept = counter(KEY).update(b"hello attachment")
    assert kept.hex() == "bc2d6cd5eee4872c63991e962ad74799"
    file = io.BytesIO(kept)
    opened(file, KEY)
    assert file.getvalue() == b"hello attachment"


@pytest.mark.parametrize("size", [0, 1, 15, 17, 256 * 1024, 256 * 1024 + 1, 700_000])
def test_any_length_is_opened_in_its_place(size: int) -> None:
    whole = bytes(n % 251 for n in range(size))
    file = io.BytesIO(counter(KEY).update(whole))
    opened(file, KEY)
    assert file.getvalue() == whole


def test_a_key_has_thirty_two_bytes() -> None:
    with pytest.raises(ValueError, match="key"):
        counter(KEY[:16])
