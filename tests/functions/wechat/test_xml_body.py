"""XML is read without what makes it dangerous, and refused with ValueError alone."""

import pytest

from functions.wechat.xml_body import read


def test_fields_are_texts_and_what_is_repeated_is_a_list() -> None:
    body = b"""<xml><A><![CDATA[a <b> & c]]></A> <B>1</B><C/>
    <P><Count>2</Count><L><item><M>x</M></item><item><M>y</M></item></L></P></xml>"""
    assert read(body) == {
        "A": "a <b> & c",
        "B": "1",
        "C": "",
        "P": {"Count": "2", "L": {"item": [{"M": "x"}, {"M": "y"}]}},
    }
    assert read(b"<xml><i>1</i><i>2</i><i>3</i></xml>") == {"i": ["1", "2", "3"]}


def test_a_text_in_pieces_is_whole() -> None:
    assert read("<xml><A><![CDATA[]]]]><![CDATA[>你好]]>&amp;</A></xml>".encode()) == {
        "A": "]]>你好&"
    }


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE xml><xml><A>1</A></xml>",
        b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
        b'<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>',
        b'<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/a.dtd"><xml><A>1</A></xml>',
        b"<xml><A>&undefined;</A></xml>",
        b"",
        b"<xml>",
        b"<xml/>",
        b"<xml>words</xml>",
        b"<html><A>1</A></html>",
        b"<xml><A>1</A></xml><xml/>",
        b"<xml><A>\xff</A></xml>",
        b"<xml><A>\x00</A></xml>",
        "<xml><A>1</A></xml>".encode("utf-16"),
        b"<xml>" + b"<a>" * 9 + b"</a>" * 9 + b"</xml>",
        b"<xml>" + b"<a>" * 200_000,
    ],
    ids=range(16),
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(body)


def test_the_encoding_is_always_the_platforms() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><xml><A>你</A></xml>'.encode()
    assert read(body) == {"A": "你"}
