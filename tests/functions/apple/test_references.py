"""What names a file that Apple keeps, and what only seems to."""

import pytest

from functions.apple.references import asked_by, business_of, headers_of, sealed, size_of
from shared.intake.fields import Unfit
from tests.functions.apple.reading import BUSINESS, attachment, message

KEY = "aa" * 32


def test_a_file_is_asked_for_by_owner_url_and_signature() -> None:
    given = attachment()
    kept = sealed(given)
    assert headers_of(kept) == asked_by(given)
    assert kept["key"] == KEY
    assert "key" not in asked_by(given)


def test_a_signature_in_hexadecimal_is_the_same() -> None:
    other = attachment(**{"signature-base64": None})
    assert asked_by(other) == asked_by(attachment())


@pytest.mark.parametrize("key", ["00" + KEY, KEY, "00" + KEY.upper()])
def test_a_key_may_have_its_prefix(key: str) -> None:
    assert sealed(attachment(key=key))["key"] == KEY


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": None},
        {"key": ""},
        {"key": "01" + KEY},
        {"key": KEY[:-2]},
        {"key": "00" + KEY + "aa"},
        {"key": 7},
        {"url": None},
        {"url": "https://p12-content.icloud.com/M0\r\nx: y"},
        {"url": "https://p12-content.icloud.com/ñ"},
        {"owner": ""},
        {"owner": "M 1"},
        {"signature-base64": None, "signature": None},
        {"signature-base64": None, "signature": "xyz"},
    ],
)
def test_what_could_never_be_had_is_unfit(wrong: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        sealed(attachment(**wrong))


def test_a_size_is_told_as_text_or_not_at_all() -> None:
    assert size_of({"size": "16"}) == size_of({"size": 16}) == {"size": 16}
    assert size_of({}) == size_of({"size": "-1"}) == size_of({"size": "²"}) == {}


def test_a_business_that_no_header_can_name_is_none() -> None:
    assert business_of(message()) == BUSINESS
    with pytest.raises(Unfit):
        business_of(message(destinationId="a\nb"))
