"""Meta's own published examples are read as Meta explains them.

There is no client of the platform in Python that Meta or anybody else keeps up, so the examples
judge: developers.facebook.com/documentation/instagram-platform/webhooks/examples and
…/business-messaging/instagram-messaging/webhooks, read 2026-11-22, with their placeholders filled.
"""

from typing import Any

import pytest

from shared.messages import Noted, Said
from tests.functions.instagram.reading import ACCOUNT, ANA, read

CUSTOMER = {"sender": {"id": ANA}, "recipient": {"id": ACCOUNT}, "timestamp": 1569262485349}
CDN = "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1"

EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "text": (
        {"message": {"mid": "MESSAGE-ID", "text": "MESSAGE-TEXT"}},
        {"type": "text", "text": "MESSAGE-TEXT", "provider_id": "MESSAGE-ID", "identity": ANA},
    ),
    "attachment": (
        {"message": {"mid": "M", "attachments": [{"type": "image", "payload": {"url": CDN}}]}},
        {"type": "image"},
    ),
    "inline reply": (
        {"message": {"mid": "M", "text": "T", "reply_to": {"mid": "REPLIED-TO"}}},
        {"reply_to": "REPLIED-TO"},
    ),
    "story reply": (
        {"message": {"mid": "M", "text": "T", "reply_to": {"story": {"url": CDN, "id": "S"}}}},
        {"content": {"context": {"story": {"url": CDN, "id": "S"}}}},
    ),
    "deleted": (
        {"message": {"mid": "M", "is_deleted": True}},
        {"what": "revoke", "target": "M", "data": {"by": "contact"}},
    ),
    "unsupported": (
        {"message": {"mid": "M", "is_unsupported": True}},
        {"type": "unsupported"},
    ),
    "reaction": (
        {"reaction": {"mid": "M", "action": "react", "reaction": "love", "emoji": "❤"}},
        {"what": "reaction", "target": "M", "data": {"emoji": "❤", "by": "contact"}},
    ),
    "seen": ({"read": {"mid": "M"}}, {"what": "status", "target": "M", "at": 1569262485349}),
    "postback": (
        {"postback": {"mid": "M", "title": "TITLE", "payload": "PAYLOAD"}},
        {"type": "interactive", "text": "TITLE", "provider_id": "M"},
    ),
    "referral": (
        {"referral": {"ref": "R", "source": "IGME-SOURCE-LINK", "type": "OPEN_THREAD"}},
        {"type": "event"},
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example_is_read_as_it_is_explained(name: str) -> None:
    item, explained = EXAMPLES[name]
    entry = {"id": ACCOUNT, "time": 1569262486134, "messaging": [{**CUSTOMER, **item}]}
    found = read({"object": "instagram", "entry": [entry]})[0]
    assert isinstance(found, Said | Noted)
    assert {name: getattr(found, name) for name in explained} == explained
