"""Lambda: the webhook of any system that keeps the contract; the road is shared."""

from typing import Any

from functions.custom.parse import parse
from functions.custom.verify import verify
from shared.channels import CUSTOM
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, CUSTOM, verify=verify, parse=parse)
