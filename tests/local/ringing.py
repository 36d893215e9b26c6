"""EventBridge's part for timers: the function that rings them runs every second.

The engine would run it each minute of the day; the stack's clock may be moved by hours at once, and
nobody wants to wait for the minute then.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.local.cloud import Cloud
from tests.local.deploy import resources
from tests.local.invoking import Functions

log = logging.getLogger(__name__)

_EVERY_S: Final = 1.0


@contextmanager
def ringing(cloud: Cloud) -> Iterator[None]:
    """Ring inside the block."""
    functions, function = Functions(cloud), resources(cloud)["RingFunction"]
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(_EVERY_S):
            if error := functions.invoke(function, {}).error:
                # Or the engine goes down; what is left is rung by the next run.
                log.info("ringing: %s", error.get("errorType"))

    thread = threading.Thread(target=run, name="ringing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
