"""The events of WhatsApp are authentic with the account's secrets, and with nothing less."""

from dataclasses import replace

import pytest

from functions.whatsapp.verify import handshake, verify
from shared.errors import Forged
from shared.intake.incoming import Request, request_of
from tests.conftest import WHATSAPP_SECRET
from tests.events import load, names

VECTOR = (
    rb'{"object":"whatsapp_business_account","entry":[{"id":"WABA","changes":[{"value":{'
    rb'"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550100000",'
    rb'"phone_number_id":"PNID"},"messages":[{"from":"14155550100","id":"wamid.A",'
    rb'"timestamp":"1760000000","type":"text","text":{"body":"\ud83d\udc4b"}}]},'
    rb'"field":"messages"}]}]}'
)
SIGNATURE = "sha256=1d48e26c56da33d84b3a31f4de3cb539f4fad1bb5de5eae685a6c0c305b606ec"
POSTS = [name for name in names("whatsapp") if name != "handshake"]


def test_a_body_with_an_emoji_is_verified_as_it_was_escaped() -> None:
    request = Request("POST", "main", {"x-hub-signature-256": SIGNATURE}, {}, "", VECTOR)
    assert len(VECTOR) == 332
    verify(request, WHATSAPP_SECRET)
    with pytest.raises(Forged):
        verify(replace(request, body=VECTOR.replace(b"\\ud83d", b"\\uD83D")), WHATSAPP_SECRET)


@pytest.mark.parametrize("name", POSTS)
def test_each_event_is_signed_as_it_stands(name: str) -> None:
    request = request_of(load("whatsapp", name))
    verify(request, WHATSAPP_SECRET)
    with pytest.raises(Forged):
        verify(replace(request, body=request.body + b"\n"), WHATSAPP_SECRET)


def test_the_handshake_of_the_events_is_answered() -> None:
    request = request_of(load("whatsapp", "handshake"))
    assert handshake(request, WHATSAPP_SECRET).body == "1158201444"
    with pytest.raises(Forged):
        handshake(request, {**WHATSAPP_SECRET, "verify_token": "another"})
