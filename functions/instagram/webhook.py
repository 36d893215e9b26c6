"""Lambda: Instagram's webhook. Proves and understands a request; the road is shared."""

from typing import Any

from functions.instagram.parse import parse
from functions.instagram.verify import handshake, verify
from shared.channels import INSTAGRAM
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, INSTAGRAM, verify=verify, parse=parse, handshake=handshake)
