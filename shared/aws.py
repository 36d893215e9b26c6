"""AWS clients, made once per process, with time-outs that fit inside a function's own."""

import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

# boto3's own defaults (ten attempts on DynamoDB, 60 s reads) outlast a function's time-out, so
# that a slow table would end it before it could spill or answer.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 3},
    parameter_validation=False,
    # An endpoint given by name is whole: no "sync-" goes before it.
    inject_host_prefix="AWS_ENDPOINT_URL" not in os.environ,
)
_OF_SERVICE = {
    # What is made by default is a link of an older kind, to an address that answers for a bucket
    # of another region with a redirect at first, which no browser follows with a file to put.
    "s3": Config(
        signature_version="s3v4",
        s3={} if "AWS_ENDPOINT_URL" in os.environ else {"addressing_style": "virtual"},
    ),
    # As long as whoever waits for the answer may wait; it is a question, and asked once.
    "lambda": Config(read_timeout=26, retries={"mode": "standard", "total_max_attempts": 1}),
    # A synchronous run answers at its end, after 60 s at the latest, and asking a second time would
    # start a second run. What certainly may be asked again, ``machines`` asks again.
    "stepfunctions": Config(read_timeout=70, retries={"mode": "standard", "total_max_attempts": 1}),
}


@cache
def client(service: str, endpoint: str | None = None, *, waits_s: int | None = None) -> Any:
    """The process's client; ``endpoint`` for a service that is at another place for each API,
    ``waits_s`` for who may wait longer for an answer than others."""
    config = _CONFIG.merge(_OF_SERVICE.get(service, Config()))
    if waits_s is not None:
        config = config.merge(Config(read_timeout=waits_s))
    return boto3.client(service, config=config, endpoint_url=endpoint)  # type: ignore[call-overload]
