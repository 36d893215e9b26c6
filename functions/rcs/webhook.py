"""Lambda: the webhook of RCS for Business. Proves and understands a request; the road is shared."""

from typing import Any

from functions.rcs.parse import parse
from functions.rcs.verify import verify
from shared.channels import RCS
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, RCS, verify=verify, parse=parse)
