"""Lambda: queues what an agent wrote while the window was closed, now that it is open."""

from typing import Any

from shared.delivery import waiting


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """How many messages of ``conversation`` were queued. Raises Unavailable."""
    return {"released": waiting.release(event["conversation"])}
