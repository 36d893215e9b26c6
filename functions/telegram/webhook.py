"""Lambda: Telegram's webhook. Proves and understands an update; the road is shared."""

from typing import Any

from functions.telegram.parse import parse
from functions.telegram.taps import released
from functions.telegram.verify import verify
from shared.channels import TELEGRAM
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return released(event, receive(event, TELEGRAM, verify=verify, parse=parse))
