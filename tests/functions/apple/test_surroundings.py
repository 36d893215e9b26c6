"""The headers before the body, so that both can be read again later."""

import pytest

from functions.apple.surroundings import apart, together, with_fetched


def test_only_headers_that_say_something_about_the_message_are_kept() -> None:
    whole = together({"id": "1", "authorization": "Bearer x", "locale": "ß"}, b'{"a":"\n"}'[:4])
    assert b"Bearer" not in whole
    around, message = apart(together({"id": "1", "locale": "ß"}, b'{"a":\n1}'))
    assert (around, message) == ({"headers": {"id": "1", "locale": "ß"}}, {"a": 1})


def test_what_was_fetched_stands_with_them() -> None:
    around, message = apart(with_fetched(together({"id": "1"}, b"{}"), "AAAA"))
    assert (around, message) == ({"headers": {"id": "1"}, "fetched": "AAAA"}, {})


@pytest.mark.parametrize("whole", [b"", b"{}", b"\n", b"[]\n{}", b"{}\n[]", b"{}\n", b"x\n{}"])
def test_anything_else_is_not_of_apple(whole: bytes) -> None:
    with pytest.raises(ValueError):
        apart(whole)
