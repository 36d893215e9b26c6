"""Reports about our messages: how far, for whom, why not, and at what price."""

import pytest

from shared.intake.fields import Unfit
from tests.clock import SteppingClock
from tests.functions.sms import calls
from tests.functions.sms.calls import CUSTOMER, NUMBER, OURS
from tests.functions.sms.reading import noted, read


def test_a_report_belongs_to_the_message_its_url_names(the_time: SteppingClock) -> None:
    one = noted("delivered")
    assert (one.our_id, one.target) == (OURS, "SM2f0e8ae6ade43cb3c0ce4525424e404f")
    assert (one.identity, one.account_ref) == (CUSTOMER, NUMBER)
    assert (one.what, one.event, one.at) == ("status", "delivered", the_time.now)


def test_a_report_to_another_url_belongs_to_whom_it_was_sent() -> None:
    (one,) = read(calls.call(calls.report("delivered")))
    assert (one.our_id, one.identity) == (None, CUSTOMER)
    assert one.data == {"status": "delivered"}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("accepted", "sent"),
        ("scheduled", "sent"),
        ("queued", "sent"),
        ("sending", "sent"),
        ("sent", "sent"),
        ("partially_delivered", "sent"),
        ("delivered", "delivered"),
        ("read", "read"),
        ("undelivered", "failed"),
        ("failed", "failed"),
        ("canceled", "failed"),
    ],
)
def test_each_status_has_one_of_our_words(theirs: str, ours: str) -> None:
    one = noted(theirs)
    assert (one.event, one.data["status"]) == (ours, ours)


def test_an_unknown_status_is_not_guessed() -> None:
    with pytest.raises(Unfit):
        noted("teleported")
    with pytest.raises(Unfit):
        noted("sent", MessageStatus="")


@pytest.mark.parametrize(
    ("code", "retryable"), [("30003", True), ("30008", True), ("30005", False), ("30001", True)]
)
def test_a_failure_says_why_and_whether_it_may_pass(code: str, retryable: bool) -> None:
    error = noted("undelivered", ErrorCode=code).data["error"]
    assert (error["code"], error["retryable"]) == (code, retryable)
    assert error["title"]


def test_twilios_own_words_come_first() -> None:
    error = noted("failed", ErrorCode="30007", ErrorMessage="Filtered").data["error"]
    assert error == {"code": "30007", "title": "Filtered", "retryable": False}


def test_a_failure_without_a_code_is_named_by_its_status() -> None:
    assert noted("canceled").data["error"]["code"] == "canceled"
    assert noted("failed", ErrorCode="99999").data["error"]["title"] == "Twilio's error 99999"


def test_a_delivery_has_no_error_even_with_a_code() -> None:
    assert "error" not in noted("delivered", ErrorCode="30003").data


def test_the_price_is_the_count_of_segments() -> None:
    assert noted("sent").data["pricing"] == {"segments": 1, "encoding": "GSM-7"}
    event = calls.call(calls.report("sent"), query="segments=many")
    assert "pricing" not in read(event)[0].data


@pytest.mark.parametrize("date", ["2601010000", "9912312359", "soon"])
def test_a_carriers_date_is_not_believed(the_time: SteppingClock, date: str) -> None:
    assert noted("delivered", RawDlrDoneDate=date).at == the_time.now


def test_a_report_of_another_channel_is_not_ours() -> None:
    with pytest.raises(Unfit):
        noted("sent", To="whatsapp:+34600111222", From="whatsapp:+14155550199")
