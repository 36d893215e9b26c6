"""Lambda: LINE's webhook. Proves and understands a request; the road is shared."""

from typing import Any

from functions.line.parse import parse
from functions.line.verify import verify
from shared.channels import LINE
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, LINE, verify=verify, parse=parse)
