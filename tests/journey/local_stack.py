"""The stack as ``make run`` starts it, in a process of its own, and a look behind its API."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from tests.local import waiting
from tests.local.client import Client
from tests.local.cloud import Cloud
from tests.local.deploy import resources
from tests.local.places import REGION, Ports, url
from tests.local.processes import Process

# Shorter than the template's, so that what a killed worker held comes back while we wait; longer
# than any handler needs.
VISIBILITY_S = 15


class LocalStack:
    def __init__(self, ports: Ports, state: Path) -> None:
        self.ports, self.state = ports, state
        self.cloud = Cloud(url(ports.engine))

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.local.run", "--state", str(self.state)]
        command += ["--enforce-iam", "--visibility", str(VISIBILITY_S), "--seed", "7"]
        env = {**os.environ, "LOCAL_PORT": str(self.ports.first)}
        self._process = Process(command, env=env, log=self.state / "logs" / "run.log")
        try:
            stack = waiting.until("the stack is up", self._published, within=300)
        except BaseException:
            self._process.stop()
            raise
        self.client = Client(stack)
        # Deliveries made here come from customers that the simulator has never heard of.
        self.client.set_simulator(strangers="allowed")
        self.resources = resources(self.cloud)

    def stop(self) -> None:
        """As Ctrl-C does: everything is saved."""
        self.client.close()
        self._process.stop()

    def _published(self) -> dict[str, Any] | None:
        self._process.demand_alive()
        with suppress(FileNotFoundError, ValueError):
            found: dict[str, Any] = json.loads((self.state / "stack.json").read_text())
            return found
        return None

    # ----- what lies where

    def items(self) -> list[dict[str, Any]]:
        pages = self.cloud.client("dynamodb").get_paginator("scan")
        found = pages.paginate(TableName=self.resources["Table"])
        return [item for page in found for item in page["Items"]]

    def quarantined(self) -> list[str]:
        """The keys of all payloads that were kept aside."""
        answer = self.cloud.client("s3").list_objects_v2(
            Bucket=self.resources["QuarantineBucket"], Prefix="quarantine/"
        )
        return [each["Key"] for each in answer.get("Contents", ())]

    def waiting_messages(self) -> dict[str, int]:
        """Queues that hold something, also what is being handled, and how much."""
        sqs, names = self.cloud.client("sqs"), ("", "NotVisible", "Delayed")
        held = {}
        for queue in sqs.list_queues().get("QueueUrls", ()):
            wanted = [f"ApproximateNumberOfMessages{name}" for name in names]
            answer = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=wanted)
            held[queue.rsplit("/", 1)[-1]] = sum(map(int, answer["Attributes"].values()))
        return {name: count for name, count in held.items() if count}

    def settle(self, within: float = 60) -> None:
        """Wait until no queue holds anything. Raises Late, naming those that still do."""
        waiting.until("the queues are empty", lambda: not self.waiting_messages(), within=within)

    def denied(self, role: str, service: str, call: str, **wanted: Any) -> str | None:
        """The error code if whoever has this role may not make the call."""
        keys = self.cloud.client("sts").assume_role(RoleArn=role, RoleSessionName="journey")
        given = keys["Credentials"]
        client = boto3.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.cloud.endpoint,
            region_name=REGION,
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
        )
        try:
            getattr(client, call)(**wanted)
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        finally:
            client.close()
        return None

    # ----- its workers

    def failures(self) -> int:
        """How many invocations have failed so far."""
        return (self.state / "logs" / "run.log").read_text().count("WARNING")

    def workers(self, *names: str) -> Iterator[int]:
        """Process ids of functions whose name, which may be the logical id, begins so."""
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                environment = (folder / "environ").read_bytes()
                if str(self.state).encode() in environment and any(
                    f"AWS_LAMBDA_FUNCTION_NAME=threadline-{name}".encode() in environment
                    for name in names
                ):
                    yield int(folder.name)

    def kill_workers(self, *names: str) -> int:
        """``kill -9``; how many there were."""
        killed = 0
        for worker in self.workers(*names):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                killed += 1
        return killed
