"""Statuses find their message, by our own id where it rode along."""

from typing import Any

import pytest

from shared.ids import MessageId
from shared.messages import Noted
from tests.functions.whatsapp.reading import (
    ANA,
    ANAS_PHONE,
    CONTACT,
    event,
    noted,
    payload,
    read,
    unreadable,
)


def status(**changed: Any) -> Any:
    item = {"id": "wamid.OUT1", "status": "sent", "timestamp": "1767225701",
            "recipient_id": ANAS_PHONE, **changed}  # fmt: skip
    (found,) = read(payload(statuses=[{k: v for k, v in item.items() if v is not None}]))
    return found


def test_each_status_is_a_fact_of_its_own_about_the_same_message() -> None:
    facts = [found for found in event("statuses") if isinstance(found, Noted)]
    assert [(f.event, f.data["status"]) for f in facts] == [
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("read", "read"),
        ("played", "read"),
    ]
    assert len({(f.target, f.identity, f.account_ref) for f in facts}) == 1
    assert [f.at for f in facts] == [1_767_225_701_000 + n * 1000 for n in range(4)]


def test_our_own_id_comes_back_where_it_was_sent() -> None:
    facts = [found for found in event("statuses") if isinstance(found, Noted)]
    assert facts[0].our_id is not None
    assert MessageId.parse(facts[0].our_id).at == 1_767_225_650_000
    assert facts[3].our_id is None


def test_price_and_conversation_stay_with_the_status() -> None:
    first = event("statuses")[0]
    assert isinstance(first, Noted)
    assert first.data["pricing"]["category"] == "service"
    assert first.data["conversation"]["expiration_timestamp"] == "1767312000"


def test_a_failure_tells_why() -> None:
    found = noted("status_failed")
    assert (found.identity, found.data["status"]) == (ANAS_PHONE, "failed")
    assert found.data["error"]["code"] == "131047"
    assert found.data["error"]["title"] == "Re-engagement message"
    assert found.data["error"]["detail"].startswith("Message failed to send because more than 24")


def test_a_deletion_is_no_status_but_a_revocation() -> None:
    found = noted("status_deleted")
    assert (found.what, found.event, found.data) == ("revoke", "deleted", {"by": "contact"})


def test_the_recipient_is_known_by_either_id() -> None:
    assert status().identity == ANAS_PHONE
    assert status(recipient_user_id=ANA).identity == ANA
    assert status(recipient_id=None, recipient_user_id=ANA).identity == ANA
    assert status(recipient_id=ANA).identity == ANA
    item = {
        "id": "wamid.A",
        "status": "read",
        "timestamp": "1767225701",
        "recipient_id": ANAS_PHONE,
    }
    (found,) = read(payload(contacts=[CONTACT], statuses=[item]))
    assert isinstance(found, Noted)
    assert found.identity == ANA


@pytest.mark.parametrize(
    "changed",
    [
        {"id": None},
        {"status": None},
        {"status": "warning"},
        {"status": ["read"]},
        {"timestamp": "soon"},
        {"recipient_id": None},
        {"recipient_id": 34600111222},
        {"recipient_type": "group"},
    ],
    ids=str,
)
def test_a_status_that_lacks_what_it_needs_is_unreadable(changed: dict[str, Any]) -> None:
    assert unreadable(status(**changed))


@pytest.mark.parametrize("errors", [None, [], "x", [7], {"code": 1}])
def test_a_failure_without_a_reason_is_still_a_failure(errors: Any) -> None:
    assert status(status="failed", errors=errors).data == {"status": "failed"}


def test_an_error_with_odd_parts_keeps_what_it_has() -> None:
    found = status(status="failed", errors=[{"code": [1], "message": "No", "error_data": "x"}])
    assert found.data["error"] == {"code": "", "title": "No", "retryable": False}
