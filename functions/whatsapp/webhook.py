"""Lambda: WhatsApp's webhook. Proves and understands a request; the road is shared."""

from typing import Any

from functions.whatsapp.parse import parse
from functions.whatsapp.verify import handshake, verify
from shared.channels import WHATSAPP
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, WHATSAPP, verify=verify, parse=parse, handshake=handshake)
