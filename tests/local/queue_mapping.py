"""Runs a queue's mapping: several batches at once, on a FIFO queue each of other groups.

docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

import json
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from tests.local.cloud import Cloud
from tests.local.filters import patterns, wanted
from tests.local.invoking import Functions
from tests.local.places import REGION
from tests.local.reported import Failed, failed_ids

log = logging.getLogger(__name__)

AT_ONCE: Final = 3  # lower than any mapping's own bound, for the sake of memory
_LONG_POLL_S: Final = 1
_MOST_PER_CALL: Final = 10  # of ReceiveMessage and DeleteMessageBatch


class QueueMapping:
    """The queue itself counts receives, hides what is being handled, keeps the order of a group
    and moves what failed too often to its dead-letter queue."""

    def __init__(self, cloud: Cloud, functions: Functions, mapping: Mapping[str, Any]) -> None:
        self._sqs, self._functions, self._mapping = cloud.client("sqs"), functions, mapping
        self._filters = patterns(mapping)
        name = mapping["EventSourceArn"].rsplit(":", 1)[-1]
        self._queue = self._sqs.get_queue_url(QueueName=name)["QueueUrl"]
        # The engine keeps a parameter's value as text.
        bound = int((mapping.get("ScalingConfig") or {}).get("MaximumConcurrency", AT_ONCE))
        self._at_once = min(bound, AT_ONCE)
        self._free = threading.Semaphore(self._at_once)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"queue-{name}")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the invocations that run; the queue keeps the rest."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        with ThreadPoolExecutor(self._at_once) as pool:
            while not self._stopping.is_set():
                if not self._free.acquire(timeout=_LONG_POLL_S):
                    continue
                try:
                    messages = self._receive()
                except (BotoCoreError, ClientError) as error:
                    log.warning("%s: queue not read: %s", self._name, error)
                    messages = []
                    self._stopping.wait(_LONG_POLL_S)
                if messages:
                    pool.submit(self._serve, messages)
                else:
                    self._free.release()

    def _receive(self) -> list[dict[str, Any]]:
        answer = self._sqs.receive_message(
            QueueUrl=self._queue,
            MaxNumberOfMessages=min(self._mapping.get("BatchSize", 10), _MOST_PER_CALL),
            WaitTimeSeconds=_LONG_POLL_S,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return list(answer.get("Messages") or ())

    def _serve(self, messages: list[dict[str, Any]]) -> None:
        try:
            self._delete(self.handle(messages))
        except Exception:
            # The edge of a thread: the messages come back, and the log says why.
            log.exception("%s: batch not served", self._name)
        finally:
            self._free.release()

    def handle(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Have the function handle them; returns the ones that are done."""
        asked = [m for m in messages if wanted({"body": _body(m)}, self._filters)]
        if not asked:
            return messages
        event = {"Records": [as_event(m, self._mapping["EventSourceArn"]) for m in asked]}
        outcome = self._functions.invoke(self._mapping["FunctionArn"], event)
        try:
            failed = failed_ids(self._mapping, outcome, [m["MessageId"] for m in asked])
        except Failed as failure:
            log.warning("%s: batch of %d failed: %s", self._name, len(asked), failure)
            failed = {m["MessageId"] for m in asked}
        return [m for m in messages if m["MessageId"] not in failed]

    def _delete(self, messages: list[dict[str, Any]]) -> None:
        if messages:
            entries = [
                {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
                for number, message in enumerate(messages)
            ]
            self._sqs.delete_message_batch(QueueUrl=self._queue, Entries=entries)

    @property
    def _name(self) -> str:
        return str(self._mapping["FunctionArn"].rsplit(":", 1)[-1])


def as_event(message: Mapping[str, Any], queue: str) -> dict[str, Any]:
    """A received message as a function gets it."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes") or {}),
        "messageAttributes": {
            name: {"stringValue": value.get("StringValue"), "dataType": value["DataType"]}
            for name, value in (message.get("MessageAttributes") or {}).items()
        },
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue,
        "awsRegion": REGION,
    }


def _body(message: Mapping[str, Any]) -> Any:
    """A body that is JSON is filtered by its fields, any other as text."""
    try:
        return json.loads(message["Body"])
    except ValueError:
        return message["Body"]
