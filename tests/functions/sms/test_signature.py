"""The published examples of Twilio's signature, those of its library, and some of our own."""

import pytest

from functions.sms.signature import Algorithm, equals_one, said, signature, written

TWILIO = "https://mycompany.com/myapp.php?foo=1&bar=2"
CALL = [("CallSid", "CA1234567890ABCDE"), ("Digits", "1234"), ("To", "+18005551212")]


def of_caller(number: str) -> list[tuple[str, str]]:
    return [*CALL, ("From", number), ("Caller", number)]


DOCUMENTED = of_caller("+12349013030")
OF_LIBRARY = of_caller("+14158675309")
UNICODE = [
    ("MessageSid", "SM00000000000000000000000000000001"),
    ("From", "+14155550100"),
    ("To", "+14155550199"),
    ("Body", "café 👋"),
    ("NumMedia", "0"),
    ("FromZip", ""),
]
REPEATED = [
    ("Sid", "CA123"),
    ("SidAccount", "AC123"),
    ("Digits", "5678"),
    ("Digits", "1234"),
    ("Digits", "1234"),
]
HASHED = f"{TWILIO}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"


@pytest.mark.parametrize(
    ("url", "pairs", "expected"),
    [
        (TWILIO, DOCUMENTED, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="),
        (TWILIO, OF_LIBRARY, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (TWILIO.replace(".com", ".com:443"), OF_LIBRARY, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (
            TWILIO.replace("https", "http").replace(".com", ".com:80"),
            OF_LIBRARY,
            "0ZXoZLH/DfblKGATFgpif+LLRf4=",
        ),
        (
            TWILIO.replace("https", "http").replace(".com", ".com:1234"),
            OF_LIBRARY,
            "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
        ),
        (TWILIO, REPEATED, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        (HASHED, [], "a9nBmqA0ju/hNViExpshrM61xv4="),
        (
            "https://example.com/myapp.php?foo=1&bar=2",
            of_caller("+14158675310"),
            "L/OH5YylLD5NRKLltdqwSvS0BnU=",
        ),
    ],
)
def test_a_published_example_is_signed_so(
    url: str, pairs: list[tuple[str, str]], expected: str
) -> None:
    assert signature("12345", url, said(pairs), "sha1").decode() == expected


@pytest.mark.parametrize(
    ("url", "pairs", "algorithm", "expected"),
    [
        (TWILIO, DOCUMENTED, "sha256", "Rmm4Vzj+Ky7JGoWXMCsZDZuHDszLr9xvdbvitrDr4/M="),
        ("https://h/x", [("A", "1"), ("B", "")], "sha1", "HOLvdvc/7Lc1sMT18afyWjcQFoQ="),
        ("https://h/x", [("A", "1")], "sha1", "81H+6R9a0aM5Lal7/WsmBFFt/so="),
        (
            "https://api.example.com/hooks/twilio/ch_1",
            UNICODE,
            "sha1",
            "yooaVPcpgk4PRxv8eLEIMwQA32M=",
        ),
    ],
)
def test_an_example_of_our_own_is_signed_so(
    url: str, pairs: list[tuple[str, str]], algorithm: Algorithm, expected: str
) -> None:
    assert signature("12345", url, said(pairs), algorithm).decode() == expected


def test_names_are_sorted_with_regard_to_case() -> None:
    pairs = [("b", "1"), ("B", "2"), ("a", "3")]
    assert said(pairs) == b"B2a3b1"


@pytest.mark.parametrize(
    ("url", "forms"),
    [
        ("https://h.example/a?x=:1", ["https://h.example/a?x=:1", "https://h.example:443/a?x=:1"]),
        ("http://h.example/a", ["http://h.example/a", "http://h.example:80/a"]),
        ("https://h:8443/a", ["https://h/a", "https://h:8443/a"]),
        ("http://u:p@h/a/b", ["http://u:p@h/a/b", "http://u:p@h:80/a/b"]),
        ("https://h", ["https://h", "https://h:443"]),
    ],
)
def test_an_address_is_written_without_a_port_and_with_one(url: str, forms: list[str]) -> None:
    assert list(written(url)) == forms


@pytest.mark.parametrize("given", ["", "ABC=", "abc", "abc= ", "ábc=", "\udcff"])
def test_only_the_very_same_is_equal(given: str) -> None:
    assert not equals_one(given, [b"abc="])
    assert equals_one("abc=", [b"other", b"abc=", b"third"])
