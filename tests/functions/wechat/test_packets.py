"""A packet is the same in XML and in JSON, but for the form of its numbers."""

import pytest

from functions.wechat.packets import read


def test_both_forms_are_read() -> None:
    assert read(b" \n<xml><A>1</A></xml>") == {"A": "1"}
    assert read(b' {"A": 1, "MsgId": 24500000000000001}') == {"A": 1, "MsgId": 24500000000000001}


@pytest.mark.parametrize("body", [b"", b"[]", b'"a"', b"{", b'{"a": NaN}', b"7"])
def test_what_is_no_packet_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(body)
