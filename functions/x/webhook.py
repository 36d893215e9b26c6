"""Lambda: X's webhook, for events and for its challenge. The road is shared."""

from typing import Any

from functions.x.challenge import handshake
from functions.x.parse import parse
from functions.x.verify import verify
from shared.channels import X
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, X, verify=verify, parse=parse, handshake=handshake)
