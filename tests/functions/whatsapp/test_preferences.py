"""A customer who stops marketing messages in WhatsApp has said so, once."""

from typing import Any

import pytest

from shared.messages import Parsed, Said
from tests.functions.whatsapp.reading import (
    ANA,
    ANAS_PHONE,
    CONTACT,
    payload,
    read,
    said,
    unreadable,
)


def preference(**changed: Any) -> Parsed:
    item = {
        "wa_id": ANAS_PHONE,
        "detail": "",
        "category": "marketing_messages",
        "value": "stop",
        "timestamp": 1767225800,
        **changed,
    }
    (found,) = read(payload("user_preferences", contacts=[CONTACT], user_preferences=[item]))
    return found


def test_stop_and_resume_are_events_of_the_customer() -> None:
    stopped, resumed = said("user_preferences"), said("user_preferences_resumed")
    assert (stopped.type, resumed.type) == ("event", "event")
    assert stopped.content == {"event": "marketing-opt-out"}
    assert resumed.content == {"event": "marketing-opt-in"}
    assert (stopped.identity, stopped.other_identity) == (ANA, ANAS_PHONE)
    assert stopped.sent_at == 1_767_225_800_000
    assert stopped.text == "User requested to stop marketing messages"


def test_signing_up_is_opting_in() -> None:
    found = preference(value="signup", signup_id="13176843987434774")
    assert isinstance(found, Said)
    assert found.content == {"event": "marketing-opt-in", "signup_id": "13176843987434774"}


def test_the_id_it_is_given_is_the_same_in_every_delivery_and_differs_otherwise() -> None:
    stops = [preference(), preference(timestamp="1767225800"), preference(value="STOP")]
    others = [preference(value="resume"), preference(timestamp=1767225801)]
    ids = [found.provider_id for found in stops + others if isinstance(found, Said)]
    assert len(ids) == 5
    assert len(set(ids[:3])) == 1
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    "changed",
    [{"value": "maybe"}, {"value": None}, {"category": "utility"}, {"timestamp": None}],
    ids=str,
)
def test_a_preference_we_do_not_know_is_unreadable(changed: dict[str, Any]) -> None:
    assert unreadable(preference(**changed))
