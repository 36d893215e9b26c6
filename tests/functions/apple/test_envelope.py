"""Who says something to whom; header and body must not disagree."""

import pytest

from functions.apple.envelope import envelope_of
from shared.intake.fields import Unfit
from tests.functions.apple.reading import ANA, BUSINESS, HEADERS, MESSAGE, around, message


def test_body_and_headers_say_the_same() -> None:
    envelope = envelope_of({"headers": around(message())}, message())
    assert (envelope.id, envelope.customer, envelope.business) == (MESSAGE, ANA, BUSINESS)


def test_either_is_enough() -> None:
    bare = message(id=None, sourceId=None, destinationId=None)
    whole = envelope_of({"headers": around(message())}, bare)
    assert (whole.id, whole.customer, whole.business) == (MESSAGE, ANA, BUSINESS)
    assert envelope_of({}, message()).id == MESSAGE
    assert envelope_of({"headers": []}, message()).id == MESSAGE


@pytest.mark.parametrize("header", ["id", "source-id", "destination-id"])
def test_where_they_disagree_neither_is_believed(header: str) -> None:
    with pytest.raises(Unfit):
        envelope_of({"headers": {**around(message()), header: "another"}}, message())


@pytest.mark.parametrize("field", ["id", "sourceId", "destinationId"])
def test_where_neither_tells_it_is_unfit(field: str) -> None:
    with pytest.raises(Unfit):
        envelope_of({}, message(**{field: None}))


def test_a_uuid_is_the_same_in_capitals() -> None:
    headers = {**around(message()), "id": MESSAGE.upper()}
    assert envelope_of({"headers": headers}, message()).id == MESSAGE


def test_the_entry_and_the_device_are_told() -> None:
    told = message(intent="billing", group="eu")
    content = envelope_of({"headers": {**HEADERS, "capability-list": "quick, List ,,"}}, told)
    assert content.content == {
        "referral": {"intent": "billing", "group": "eu"},
        "device": {
            "agent": "iPhone OS",
            "locale": "en_US",
            "capabilities": ["QUICK", "LIST"],
        },
    }


def test_nothing_is_told_of_nothing() -> None:
    assert envelope_of({}, message(locale=None)).content == {}


@pytest.mark.parametrize("field", ["sourceId", "destinationId"])
@pytest.mark.parametrize("value", ["urn:mbid:a\r\nx: y", "urn:mbid:ñ", "a b", "\ud800"])
def test_what_no_header_can_hold_is_no_id(field: str, value: str) -> None:
    with pytest.raises(Unfit):
        envelope_of({}, message(**{field: value}))
