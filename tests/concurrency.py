"""Threads that share moto, which takes no care of two calls at a time as AWS does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from shared import aws


@contextmanager
def one_call_at_a_time(service: str = "dynamodb") -> Iterator[None]:
    """Each call of ``service`` happens whole; between calls the threads mix as they like."""
    lock = threading.Lock()
    client = aws.client(service)
    call = client._make_api_call

    def whole(*arguments: object) -> object:
        with lock:
            return call(*arguments)

    client._make_api_call = whole
    try:
        yield
    finally:
        del client._make_api_call  # its class's own again, so that others may count the calls
