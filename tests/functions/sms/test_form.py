"""Forms are read as the standard library reads them, bytes that are no letters included."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.sms.form import exact, fields

PIECES = ["a", "B", "=", "&", "+", "%", "%20", "%2B", "%C3%A9", "%FF", "é", ";", " ", "%00", "%zz"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_form_is_read_as_the_library_reads_it(text: str) -> None:
    expected = parse_qsl(text, keep_blank_values=True, errors="surrogateescape")
    assert exact(text.encode()) == expected


@pytest.mark.parametrize(
    ("body", "pairs"),
    [
        (b"", []),
        (b"&&", []),
        (b"FromZip=&ToZip", [("FromZip", ""), ("ToZip", "")]),
        (b"b=2&a=1&b=2", [("b", "2"), ("a", "1"), ("b", "2")]),
        (b"Body=a%3Db%26c+%2B=", [("Body", "a=b&c +=")]),
        (b"Body=caf%E9\xff", [("Body", "caf\udce9\udcff")]),
    ],
)
def test_blanks_repeats_and_odd_bytes_stay(body: bytes, pairs: list[tuple[str, str]]) -> None:
    assert exact(body) == pairs


def test_of_a_repeated_name_the_first_counts() -> None:
    assert fields(b"@account=ours&@account=theirs") == {"@account": "ours"}


def test_a_letter_that_is_none_can_be_stored() -> None:
    assert fields(b"Body=caf%E9%00") == {"Body": "caf\ufffd\x00"}
    assert fields(b"Body=%ED%A0%BD")["Body"].encode()


def test_a_thousand_fields_are_the_most() -> None:
    assert len(exact(b"&".join([b"a="] * 1_000))) == 1_000
    with pytest.raises(ValueError, match="too many"):
        exact(b"&".join([b"a="] * 1_001))
