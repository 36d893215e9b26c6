"""One AWS in process (moto) for each test that asks for it, made from the template's own words."""

import gc
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from moto import mock_aws

from functions.follow_log import event_log
from shared import aws, clock, configuration, credentials
from shared import settings as settings_module
from tests.clock import SteppingClock
from tests.lean_cloud import make_lean
from tests.template import table_properties

os.environ.update(
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",
    AWS_DEFAULT_REGION="eu-west-1",
    # botocore's account-id endpoints are unknown to moto's DynamoDB Streams.
    AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",
    POWERTOOLS_LOG_LEVEL="INFO",
    POWERTOOLS_METRICS_NAMESPACE="threadline",
)

make_lean()

# How long an example takes says how busy the machine is, not whether the code is right; and the
# same code is judged by the same examples. `--hypothesis-profile=long` (make test-long) looks for
# new ones, and for ten times as many.
hypothesis_settings.register_profile(
    "steady",
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.register_profile(
    "long", hypothesis_settings.get_profile("steady"), max_examples=1000, derandomize=False
)
hypothesis_settings.load_profile("steady")

NOTICES = "notices"  # the bus and the topic
ID_KEY = "id-key-for-tests"
WHATSAPP_SECRET = {
    "app_secret": "app-secret-for-tests",
    "verify_token": "verify-token-for-tests",
    "access_token": "access-token-for-tests",
    "accounts": {"106540352242922": "main"},
}


def pytest_collection_finish() -> None:
    """Modules stay as long as the run: looking through them for garbage again and again takes an
    eighth of the time of all tests."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture
def the_time() -> Iterator[SteppingClock]:
    """The clock of everything; starts at 2026-01-01T00:00:00Z and moves only when told."""
    stepping = SteppingClock(1_767_225_600_000)
    with clock.running_on(stepping, stepping.pause):
        yield stepping


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The table, bucket, queues and secrets, and an environment that names them. Yields boto3."""
    with running_cloud(monkeypatch):
        yield boto3


@contextmanager
def running_cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What ``cloud`` is, for whoever runs without fixtures."""
    with mock_aws(
        config={
            "lambda": {"use_docker": False},
            "stepfunctions": {"execute_state_machine": True},
            "core": {"reset_boto3_session": False},
        }
    ):
        _forget()
        for name, value in make_resources().items():
            monkeypatch.setenv(name, value)
        yield
        _forget()


def _forget() -> None:
    # The clients stay: they hold nothing of a test's, and making them costs more than a test.
    settings_module.settings.cache_clear()
    credentials.forget()
    configuration.forget()
    event_log.forget()


def make_resources() -> dict[str, str]:
    """Create what the template would; returns the functions' environment."""
    aws.client("dynamodb").create_table(TableName="threadline", **table_properties())
    aws.client("s3").create_bucket(
        Bucket="quarantine", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    sqs = aws.client("sqs")
    fifo = {"FifoQueue": "true"}
    wake = sqs.create_queue(
        QueueName="wake.fifo", Attributes={**fifo, "ContentBasedDeduplication": "true"}
    )["QueueUrl"]
    sqs.create_queue(QueueName="send.fifo", Attributes=fifo)
    sqs.create_queue(QueueName="media")
    sqs.create_queue(QueueName="media-dead-letters")
    spill = sqs.create_queue(QueueName="spill")["QueueUrl"]
    secrets = aws.client("secretsmanager")
    secrets.create_secret(Name="threadline/id-key", SecretString=ID_KEY)
    secrets.create_secret(Name="threadline/whatsapp/main", SecretString=json.dumps(WHATSAPP_SECRET))
    aws.client("events").create_event_bus(Name=NOTICES)
    aws.client("sns").create_topic(Name=NOTICES)
    return {
        "TABLE_NAME": "threadline",
        "QUARANTINE_BUCKET": "quarantine",
        "SPILL_QUEUE_URL": spill,
        "WAKE_QUEUE_URL": wake,
        "CHANNELS": "whatsapp",
        "SECRET_PREFIX": "threadline",
        "ID_KEY_SECRET": "threadline/id-key",
        "CREDENTIAL_SETS": "main",
        "PROVIDER_URL": "http://127.0.0.1:1",
        "GREETING_TEXT": "Thank you for writing to us. We will answer you here.",
        "DEFAULT_TEAM": "",
    }
