"""Meta's own published examples are read as Meta explains them.

There is no client of the platform in Python that Meta or anybody else keeps up, so the examples of
the reference judge: developers.facebook.com/documentation/business-messaging/messenger-platform/
webhooks/webhook-events/<page>, read 2026-11-22, with their placeholders filled in.
"""

from typing import Any

import pytest

from shared.messages import Noted, Parsed, Said
from tests.functions.messenger.reading import ANA, PAGE, read

CUSTOMER = {"sender": {"id": ANA}, "recipient": {"id": PAGE}}
BUSINESS = {"sender": {"id": PAGE}, "recipient": {"id": ANA}}
MID = "mid.1457764197618:41d102a3e1ae206a38"
METADATA = "Additional content that the caller wants to set"

# By its page: the item of the example, and the fields that its explanation is about.
EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "messages, text": (
        {
            **CUSTOMER,
            "timestamp": 1458692752478,
            "message": {
                "mid": MID,
                "text": "hello, world!",
                "quick_reply": {"payload": "DEVELOPER_DEFINED_PAYLOAD"},
            },
        },
        {"text": "hello, world!", "provider_id": MID, "sent_at": 1458692752478},
    ),
    "messages, reply": (
        {
            **CUSTOMER,
            "timestamp": 1458692752478,
            "message": {
                "mid": "m_1457764197618:41d102a3e1ae206a38",
                "text": "hello, world!",
                "reply_to": {
                    "mid": "m_1fTq8oLumEyIp3Q2MR-aY7IfLZDamVrALniheU",
                    "is_self_reply": False,
                },
            },
        },
        {"type": "text", "reply_to": "m_1fTq8oLumEyIp3Q2MR-aY7IfLZDamVrALniheU"},
    ),
    "messages, attachment": (
        {
            **CUSTOMER,
            "timestamp": 1518479195308,
            "message": {
                "mid": "mid.$cAAJdkrCd2ORnva8ErFhjGm0X_Q_c",
                "attachments": [{"type": "image", "payload": {"url": "https://a.fbcdn.net/b"}}],
            },
        },
        {"type": "image", "provider_id": "mid.$cAAJdkrCd2ORnva8ErFhjGm0X_Q_c"},
    ),
    "message-echoes": (
        {
            **BUSINESS,
            "timestamp": 1457764197627,
            "message": {
                "is_echo": True,
                "app_id": 1517776481860111,
                "metadata": "DEVELOPER_DEFINED_METADATA_STRING",
                "mid": MID,
                "text": "hello",
            },
        },
        {"echo": True, "identity": ANA, "provider_id": MID},
    ),
    "message-edits": (
        {
            **CUSTOMER,
            "timestamp": 1458668856463,
            "message_edit": {"mid": MID, "text": "The new text", "num_edit": "1"},
        },
        {"what": "edit", "target": MID, "at": 1458668856463},
    ),
    "message-deliveries": (
        {**CUSTOMER, "delivery": {"mids": [MID], "watermark": 1458668856253}},
        {"what": "status", "target": MID, "data": {"status": "delivered"}},
    ),
    "message-reads": (
        {**CUSTOMER, "timestamp": 1458668856463, "read": {"watermark": 1458668856253}},
        {"what": "watermark", "at": 1458668856253, "data": {"status": "read"}},
    ),
    "messaging_postbacks": (
        {
            **CUSTOMER,
            "timestamp": "1527459824",
            "postback": {
                "mid": "m_MESSAGE-ID",
                "title": "TITLE-FOR-THE-CTA",
                "payload": "USER-DEFINED-PAYLOAD",
                "referral": {
                    "ref": "USER-DEFINED-REFERRAL-PARAM",
                    "source": "SHORT-URL",
                    "type": "OPEN_THREAD",
                },
            },
        },
        {"type": "interactive", "text": "TITLE-FOR-THE-CTA", "sent_at": 1527459824000},
    ),
    "messaging_handovers, passed": (
        {
            **CUSTOMER,
            "timestamp": 1458692752478,
            "pass_thread_control": {
                "previous_owner_app_id": "987654321",
                "new_owner_app_id": "123456789",
                "metadata": METADATA,
            },
        },
        {"type": "event", "identity": ANA},
    ),
    "messaging_handovers, taken": (
        {
            **CUSTOMER,
            "timestamp": 1458692752478,
            "take_thread_control": {
                "previous_owner_app_id": None,
                "new_owner_app_id": "123456789",
                "metadata": METADATA,
            },
        },
        {"type": "event", "identity": ANA},
    ),
    "messaging_handovers, requested": (
        {
            **CUSTOMER,
            "timestamp": 1458692752478,
            "request_thread_control": {
                "requested_owner_app_id": "123456789",
                "metadata": METADATA,
            },
        },
        {"type": "event", "identity": ANA},
    ),
}


def first(item: dict[str, Any]) -> Parsed:
    entry = {"id": PAGE, "time": 1458692752478, "messaging": [item]}
    return read({"object": "page", "entry": [entry]})[0]


@pytest.mark.parametrize("page", EXAMPLES)
def test_a_published_example_is_read_as_it_is_explained(page: str) -> None:
    item, explained = EXAMPLES[page]
    found = first(item)
    assert isinstance(found, Said | Noted)
    assert {name: getattr(found, name) for name in explained} == explained
