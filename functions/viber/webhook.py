"""Lambda: Viber's webhook. Proves and understands a request; the road is shared."""

from typing import Any

from functions.viber.parse import parse
from functions.viber.verify import verify
from shared.channels import VIBER
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, VIBER, verify=verify, parse=parse)
