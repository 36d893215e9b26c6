"""What WhatsApp tells about templates, and what then is known of them."""

from typing import Any

import pytest

from functions.whatsapp.webhook import lambda_handler
from shared import table
from shared.keys import single
from shared.messages import Told
from shared.templates import approved
from tests.clock import SteppingClock
from tests.events import as_meta_writes, meta_event
from tests.functions.whatsapp.reading import read, unreadable

STATUS = {
    "event": "APPROVED",
    "message_template_id": 1689556908129832,
    "message_template_name": "order_ready",
    "message_template_language": "en-US",
    "reason": "NONE",
}
QUALITY = {
    "previous_quality_score": "GREEN",
    "new_quality_score": "YELLOW",
    "message_template_id": 1689556908129832,
    "message_template_name": "order_ready",
    "message_template_language": "en-US",
}


def whole(value: Any, at: int | None = 1767225601, field: str = "status") -> dict[str, Any]:
    change = {"value": value, "field": f"message_template_{field}_update"}
    entry = {"id": "102290129340398", "time": at, "changes": [change]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def test_a_status_and_a_quality_are_told() -> None:
    (status,) = read(whole(STATUS))
    assert isinstance(status, Told)
    assert (status.name, status.at, status.changed) == (
        "order_ready",
        1767225601000,
        {"status": "APPROVED"},
    )
    for field in ("status", "quality"):  # Meta's example of a quality update has either
        (quality,) = read(whole(QUALITY, field=field))
        assert isinstance(quality, Told)
        assert quality.changed == {"quality": "YELLOW"}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (None, "no object"),
        ({}, "nothing told of a template"),
        ({"event": "APPROVED"}, "no message_template_name"),
    ],
)
def test_what_tells_nothing_goes_to_quarantine(value: Any, why: str) -> None:
    (found,) = read(whole(value))
    assert unreadable(found) == why


def test_the_registry_knows_what_was_told_last(cloud: Any, the_time: SteppingClock) -> None:
    second = the_time.now // 1000
    paused = {**STATUS, "event": "PAUSED"}
    for value, at in ((paused, second + 2), (QUALITY, second + 1), (STATUS, second)):
        for _ in range(2):
            event = meta_event("whatsapp", as_meta_writes(whole(value, at)))
            assert lambda_handler(event, None)["statusCode"] == 200
    (known,) = approved.known("whatsapp", "main")
    assert (known["status"], known["quality"], known["language"]) == ("PAUSED", "YELLOW", "en_US")
    key = single.template_sk("whatsapp", "main", "order_ready", "en_US")
    synced = {**known, "pk": single.TEMPLATES, "sk": key, "kind": "template", "status": "APPROVED"}
    table.put({**synced, "synced_at": the_time.now + 60_000})
    (known,) = approved.known("whatsapp", "main")
    assert known["status"] == "APPROVED"
