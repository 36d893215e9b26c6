"""WhatsApp deliveries made outside of the simulator, to bend them as no platform would."""

import hashlib
import hmac
import json
import uuid
from typing import Any

import requests

from tests.local.client import Client


def payload(client: Client, customer: str, text: str) -> dict[str, Any]:
    """One text message; developers.facebook.com/documentation/business-messaging/whatsapp."""
    number = client.stack["accounts"]["whatsapp"]["phone_number_id"]
    message = {
        "from": customer,
        "id": f"wamid.{uuid.uuid4().hex}",
        "timestamp": str(client.now_ms() // 1000),
        "type": "text",
        "text": {"body": text},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550100200", "phone_number_id": number},
        "contacts": [{"profile": {"name": "Someone"}, "wa_id": customer}],
        "messages": [message],
    }
    changes = [{"field": "messages", "value": value}]
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}


def as_sent(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()


def signature(client: Client, body: bytes) -> str:
    secret = client.stack["accounts"]["whatsapp"]["app_secret"]
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(
    client: Client, body: bytes, signed: str | None, account: str = "main"
) -> requests.Response:
    headers = {"content-type": "application/json"}
    if signed is not None:
        headers["x-hub-signature-256"] = signed
    url = f"{client.stack['webhook_url']}/webhooks/whatsapp/{account}"
    return requests.post(url, body, headers=headers, timeout=60)
