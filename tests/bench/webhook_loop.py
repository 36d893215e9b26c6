"""One way of understanding a webhook, repeated: ``python -m tests.bench.webhook_loop ours 200``.

Runs under an instruction counter, so it imports its own way only.
"""

import hmac
import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tests.events import APP_SECRET, body_of, load, meta_signature

Work = Callable[[], object]


def floor(body: bytes, signature: str) -> Work:
    """The least that anybody must do: one HMAC and one reading of the same bytes."""
    key = APP_SECRET.encode()

    def work() -> object:
        digest = hmac.digest(key, body, "sha256").hex()
        return hmac.compare_digest(f"sha256={digest}", signature) and json.loads(body)

    return work


def ours(body: bytes, signature: str) -> Work:
    from functions.whatsapp.parse import parse
    from functions.whatsapp.verify import verify
    from shared.intake.incoming import Request

    request = Request("POST", "main", {"x-hub-signature-256": signature}, {}, "", body)
    secrets = {"app_secret": APP_SECRET}

    def work() -> object:
        verify(request, secrets)
        return parse(request.body)

    return work


def pywa(body: bytes, signature: str) -> Work:
    # pywa.types re-exports its names without saying so, which strict typing refuses.
    updates: Any = import_module("pywa.types.base_update")
    client: Any = import_module("pywa.client").WhatsApp(
        phone_id="106540352242922",
        token="none",
        server=None,
        verify_token="none",
        app_secret=APP_SECRET,
        validate_updates=True,
    )

    def work() -> object:
        client.webhook_update_validator(body, signature)
        update = updates.RawUpdate(body, hmac_header=signature, update_hash="")
        handler = client._get_handler_type(update)
        return client._handlers_to_updates[handler].from_update(client=client, update=update)

    return work


WAYS: dict[str, Callable[[bytes, str], Work]] = {"floor": floor, "ours": ours, "pywa": pywa}


def main(way: str, times: int, event: str) -> None:
    body = body_of(load("whatsapp", event))
    work = WAYS[way](body, meta_signature(body))
    for _ in range(times):
        work()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
