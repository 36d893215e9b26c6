"""Clients of the engine, as an admin of its one account has them."""

import threading
from typing import Any

import boto3
from botocore.config import Config

from tests.local.places import REGION

_MAKING = threading.Lock()

# Calls are repeated where that is meant, never behind our back; and no function runs for longer
# than the read time-out.
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=130,
    retries={"mode": "standard", "total_max_attempts": 1},
    max_pool_connections=64,
    inject_host_prefix=False,
)


class Cloud:
    def __init__(self, endpoint: str | None) -> None:
        """Without an endpoint calls go where AWS is; in tests, into moto."""
        self.endpoint = endpoint
        self._clients: dict[str, Any] = {}

    def client(self, service: str) -> Any:
        """One per service; clients may be used by several threads, making them may not."""
        with _MAKING:
            if service not in self._clients:
                self._clients[service] = boto3.client(  # type: ignore[call-overload]
                    service,
                    endpoint_url=self.endpoint,
                    region_name=REGION,
                    aws_access_key_id="test",
                    aws_secret_access_key="test",
                    config=_CONFIG,
                )
            return self._clients[service]
