"""Threads that share moto, which takes no care of two calls at a time as AWS does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.client import BaseClient


@contextmanager
def one_call_at_a_time(service: str = "dynamodb") -> Iterator[None]:
    """Each call of ``service`` happens whole, a workflow's own as well; between calls the threads
    mix as they like."""
    lock = threading.RLock()
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def whole(self: Any, *arguments: Any) -> Any:
        if self.meta.service_model.service_name != service:
            return call(self, *arguments)
        with lock:
            return call(self, *arguments)

    BaseClient._make_api_call = whole  # type: ignore[attr-defined]
    try:
        yield
    finally:
        BaseClient._make_api_call = call  # type: ignore[attr-defined]
