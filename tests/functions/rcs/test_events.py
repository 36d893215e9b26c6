"""What phones and the platform report about messages, and about who wants them."""

import pytest

from functions.rcs.events import event as event_of
from shared.intake.fields import Unfit
from shared.messages import STATUS_ORDER, Said
from tests.clock import SteppingClock
from tests.functions.rcs.calls import AGENT, CUSTOMER, OURS, expiry, report
from tests.functions.rcs.reading import event, noted, read


@pytest.mark.parametrize(("kind", "status"), [("DELIVERED", "delivered"), ("READ", "read")])
def test_a_phone_reports_what_became_of_a_message(kind: str, status: str) -> None:
    found = noted(report(kind))
    assert (found.account_ref, found.identity, found.target) == (AGENT, CUSTOMER, OURS)
    assert (found.what, found.event, found.at) == ("status", status, 1767225600123)
    assert found.data == {"status": status}
    assert found.our_id is None


def test_a_report_without_a_time_is_as_old_as_its_arrival(the_time: SteppingClock) -> None:
    assert noted(report("DELIVERED", sendTime=None)).at == the_time.now


def test_reports_that_say_the_same_are_the_same_fact() -> None:
    assert noted(report("READ", eventId="a")).event == noted(report("READ", eventId="b")).event


def test_a_message_that_was_taken_back_has_failed() -> None:
    found = noted(expiry("TTL_EXPIRATION_REVOKED"))
    assert (found.identity, found.target) == (CUSTOMER, OURS)
    assert found.data["status"] == "failed"
    assert found.data["error"]["code"] == "TTL_EXPIRATION_REVOKED"
    assert found.data["error"]["retryable"] is False


def test_a_delivery_after_that_wins() -> None:
    assert STATUS_ORDER.index("delivered") > STATUS_ORDER.index("failed")


def test_where_it_could_not_be_taken_back_nothing_is_known() -> None:
    found = noted(expiry("TTL_EXPIRATION_REVOKE_FAILED"))
    assert found.data == {"status": "sent", "detail": "TTL_EXPIRATION_REVOKE_FAILED"}
    names = {noted(expiry(f"TTL_EXPIRATION_{end}")).event for end in ("REVOKED", "REVOKE_FAILED")}
    assert len(names) == 2
    assert "sent" not in names


def test_typing_leaves_nothing() -> None:
    assert read(report("IS_TYPING", messageId=None)) == []


@pytest.mark.parametrize(
    ("name", "what"), [("unsubscribed", "opted-out"), ("subscribed", "opted-in")]
)
def test_a_subscription_is_an_event_of_the_conversation(name: str, what: str) -> None:
    (found,) = event(name)
    assert isinstance(found, Said)
    assert (found.type, found.content, found.identity) == ("event", {"event": what}, CUSTOMER)
    assert found.provider_id.startswith("MsEv")


@pytest.mark.parametrize(
    "payload",
    [
        report("TELEPORTED"),
        report(""),
        report("DELIVERED", messageId=None),
        report("DELIVERED", senderPhoneNumber=None),
        report("READ", agentId=None),
        report("READ", sendTime="soon"),
        report("IS_TYPING", senderPhoneNumber=7),
        report("UNSUBSCRIBE", eventId=None, messageId=None),
        expiry("TTL_EXPIRATION_REVOKED", phoneNumber=None),
        expiry("TTL_EXPIRATION_REVOKED", messageId=None),
    ],
)
def test_an_event_that_lacks_something_is_unfit(payload: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        event_of(payload)
