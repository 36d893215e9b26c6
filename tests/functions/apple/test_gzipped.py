"""Bodies in gzip, and what only looks like one."""

import gzip

import pytest

from functions.apple.gzipped import unzipped, zipped


def test_a_body_in_gzip_is_what_was_zipped() -> None:
    assert unzipped(zipped(b'{"a":1}')) == b'{"a":1}'
    assert unzipped(gzip.compress(b"", mtime=0)) == b""


def test_a_body_without_gzip_stays() -> None:
    assert unzipped(b'{"a":1}') == b'{"a":1}'
    assert unzipped(b"") == b""


def test_the_same_is_zipped_the_same_at_every_try() -> None:
    assert zipped(b"words") == zipped(b"words")


@pytest.mark.parametrize("most", [4_999_999, 5_000_000])
def test_as_much_as_a_body_may_have_comes_out(most: int) -> None:
    assert len(unzipped(gzip.compress(bytes(most), 1))) == most


def test_what_blows_up_is_left_as_it_came() -> None:
    bomb = gzip.compress(bytes(50_000_000), 1)
    assert unzipped(bomb) is bomb


@pytest.mark.parametrize(
    "broken",
    [
        b"\x1f\x8b",
        b"\x1f\x8b\x08nothing of it",
        gzip.compress(b"cut off", mtime=0)[:-4],
        gzip.compress(b"one", mtime=0) + gzip.compress(b"two", mtime=0),
        gzip.compress(b"one", mtime=0)[:-8] + bytes(8),
    ],
)
def test_what_is_broken_is_left_as_it_came(broken: bytes) -> None:
    assert unzipped(broken) == broken
