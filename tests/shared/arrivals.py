"""Signed requests of a platform that speaks our own words, and its parser."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from functions.store_spilled import store
from shared import receiving
from shared.channels import WHATSAPP, Channel
from shared.messages import Noted, Parsed, Said, Unreadable
from shared.meta import proof
from tests.conftest import WHATSAPP_SECRET
from tests.shared import contents_of

OURS = "106540352242922"  # the account that the credential set of the tests serves


class TimeLeft:
    """A Lambda context."""

    def __init__(self, ms: int = 60_000) -> None:
        self.ms = ms

    def get_remaining_time_in_millis(self) -> int:
        return self.ms


def said(provider_id: str, **other: Any) -> Said:
    """One text from a customer."""
    return Said(
        **{
            "account_ref": OURS,
            "identity": "34600111222",
            "provider_id": provider_id,
            "sent_at": 1_767_225_590_000,
            "type": "text",
            "text": "Hola",
            **other,
        }
    )


def noted(**other: Any) -> Noted:
    """One status of a message of ours."""
    return Noted(
        **{
            "account_ref": OURS,
            "identity": "34600111222",
            "what": "status",
            "target": "wamid.ours",
            "event": "delivered",
            "at": 1_767_225_591_000,
            "data": {"status": "delivered"},
            **other,
        }
    )


def body(*events: Parsed | str) -> bytes:
    """The bytes of one webhook; a text among the events is one that nobody can read."""
    written = [e if isinstance(e, str) else {type(e).__name__: asdict(e)} for e in events]
    return json.dumps(written).encode()


def parse(raw: bytes) -> Iterator[Parsed]:
    for event in json.loads(raw):
        if isinstance(event, str):
            yield Unreadable("unknown kind", event)
        elif "Said" in event:
            yield Said(**event["Said"])
        else:
            yield Noted(**event["Noted"])


def request(raw: bytes, *, signed: bytes | None = None, **other: Any) -> dict[str, Any]:
    """An HTTP API event. ``signed``: the bytes the signature is about, if not ``raw``."""
    key = str(other.pop("app_secret", WHATSAPP_SECRET["app_secret"])).encode()
    signature = hmac.new(key, raw if signed is None else signed, hashlib.sha256).hexdigest()
    return {
        "version": "2.0",
        "rawQueryString": "",
        "headers": {"x-hub-signature-256": f"sha256={signature}"},
        "pathParameters": {"account": "main"},
        "requestContext": {"http": {"method": "POST"}},
        "body": base64.b64encode(raw).decode(),
        "isBase64Encoded": True,
        **other,
    }


def handshake(query: str, account: str = "main") -> dict[str, Any]:
    """The GET by which Meta checks a URL."""
    return {
        "version": "2.0",
        "rawQueryString": query,
        "headers": {},
        "pathParameters": {"account": account},
        "requestContext": {"http": {"method": "GET"}},
        "isBase64Encoded": False,
    }


def receive(event: dict[str, Any], channel: Channel = WHATSAPP) -> dict[str, Any]:
    return receiving.receive(
        event, channel, verify=proof.verify, parse=parse, handshake=proof.handshake
    )


def deliver(*events: Parsed | str, channel: Channel = WHATSAPP) -> int:
    """Send one signed webhook and return the status of the answer."""
    status: int = receive(request(body(*events)), channel)["statusCode"]
    return status


def store_what_was_spilled(cloud: Any) -> list[Any]:
    """Run the function that empties the spill queue; returns what it reports as failed."""
    event = {"Records": contents_of.spill_records(cloud)}
    failures: list[Any] = store.lambda_handler(event, TimeLeft())["batchItemFailures"]
    return failures
