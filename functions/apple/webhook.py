"""Lambda: Apple's webhook. Proves and understands a request; the road is shared."""

from typing import Any

from functions.apple.at_once import with_reference
from functions.apple.parse import parse
from functions.apple.verify import verify
from shared.channels import APPLE
from shared.credentials import Secrets
from shared.intake.incoming import Request
from shared.receiving import Response, receive


def lambda_handler(event: dict[str, Any], context: object) -> Response:
    return receive(event, APPLE, verify=_proven, parse=parse)


def _proven(request: Request, secrets: Secrets) -> bytes:
    return with_reference(verify(request, secrets), secrets)
