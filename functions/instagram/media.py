"""Lambda: fetch the files that customers sent on Instagram, before their links expire."""

from collections.abc import Mapping
from typing import Any

from shared.channels import INSTAGRAM
from shared.credentials import Secrets
from shared.media.fetching import Source, fetch
from shared.messenger_platform import media as platform
from shared.table import Item


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return fetch(event, INSTAGRAM, locate)


def locate(message: Item, media: Mapping[str, Any], secrets: Secrets) -> Source:
    """Where the file is: the webhook said so. Raises FileRefused."""
    return platform.locate(media)
