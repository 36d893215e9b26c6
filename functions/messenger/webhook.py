"""Lambda: Messenger's webhook. Proves and understands a request; the road is shared."""

from typing import Any

from functions.messenger.parse import parse
from functions.messenger.verify import handshake, verify
from shared.channels import MESSENGER
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, MESSENGER, verify=verify, parse=parse, handshake=handshake)
