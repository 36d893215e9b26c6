"""A recorded day of customers, played through the real handlers under moto with the meter on.

In each window a customer writes two messages in one breath and a third soon after, and the same
again some minutes later: six messages. Every fifth webhook comes twice. The stream is read after
each breath, so that a batch holds 1.5 messages on average.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
import pytest

from functions.follow_log import stream
from functions.orchestrate import start
from functions.whatsapp import webhook
from shared import clock, keys, sending, table
from shared.channels import WHATSAPP
from shared.observability import logger
from shared.settings import settings
from tests import events
from tests.bench.metering import Readings, metered
from tests.clock import SteppingClock
from tests.conftest import running_cloud
from tests.functions.follow_log.stream_reader import StreamReader, batch
from tests.functions.orchestrate.runs import record
from tests.machines import Lambdas, installed

NOON: Final = 1_767_225_600_000
BREATHS: Final = ((0, 1), (30,), (400, 401), (430,))  # seconds after the first message
REDELIVERED: Final = 5  # every so many webhooks one comes again


@dataclass(slots=True)
class Road:
    """A deployment in process. ``readings.phase`` says whose work is being done."""

    readings: Readings
    lambdas: Lambdas
    the_time: SteppingClock
    logged: io.StringIO
    reader: StreamReader = field(default_factory=StreamReader)
    messages: int = 0
    webhooks: int = 0
    batches: int = 0
    wake_ups: int = 0

    def say(self, customer: int) -> None:
        """One text of ``customer``, now, and perhaps its redelivery."""
        self.messages += 1
        event = text_of(customer, f"wamid.{customer}.{self.messages}", self.the_time.now)
        for _ in range(2 if self.messages % REDELIVERED == 0 else 1):
            self.webhooks += 1
            self.readings.phase = "webhook"
            answer = webhook.lambda_handler(event, None)
            assert answer["statusCode"] == 200
        self.readings.phase = ""

    def follow(self) -> None:
        """All that comes of it: stream and mailbox, until both are empty."""
        while records := self.reader.read():
            self.batches += 1
            self.readings.phase = "follow"
            stream.lambda_handler(batch(records), None)
            self.readings.phase = ""
            self._wake()
            self._send()

    def _wake(self) -> None:
        sqs, url = boto3.client("sqs"), settings().wake_queue_url
        while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages"):
            self._start(_as_record(got[0]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"])

    def _start(self, wake_up: dict[str, Any]) -> None:
        self.wake_ups += 1
        self.readings.phase = "orchestrate"
        assert start.lambda_handler({"Records": [wake_up]}, None) == {"batchItemFailures": []}
        self.readings.phase = ""

    def _send(self) -> None:
        """What is to go out goes, and the platform takes it at once."""
        sqs, url = boto3.client("sqs"), settings().send_queue_url
        while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages"):
            self.readings.phase = "send"
            wake_up = {"Records": [_as_record(got[0])]}
            sending.deliver(wake_up, WHATSAPP, lambda message, _: f"wamid.{message['sk']}", _none)
            self.readings.phase = ""
            sqs.delete_message(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"])

    def ring(self) -> None:
        """The timers whose time has come, each at a time of its own."""
        due = list(table.query(keys.due_pk(""), "0", f"{self.the_time.now:013d}~"))
        for item in due:
            self._start(record("window", item["cause"], item["at"], item["conversation"]))
            self.follow()


def _as_record(message: Any) -> dict[str, Any]:
    attributes = {"MessageGroupId": message["MessageId"]}
    return {"messageId": message["MessageId"], "body": message["Body"], "attributes": attributes}


def _none(*_: object) -> None:
    """No signal is asked for on the road."""


def text_of(customer: int, provider_id: str, at: int) -> events.Event:
    payload = events.payload_of(events.load("whatsapp", "text_message"))
    value = payload["entry"][0]["changes"][0]["value"]
    phone, scoped = f"34600{customer:06d}", f"ES.{customer:020d}"
    value["contacts"][0] |= {"wa_id": phone, "user_id": scoped}
    said = {"from": phone, "from_user_id": scoped, "id": provider_id, "timestamp": str(at // 1000)}
    value["messages"][0] |= said
    return events.meta_event("whatsapp", events.as_meta_writes(payload))


@contextmanager
def road() -> Iterator[Road]:
    """A fresh deployment, warmed by one customer whose costs are not counted."""
    the_time = SteppingClock(NOON)
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        clock.running_on(the_time),
        running_cloud(monkeypatch),
        _logs() as logged,
    ):
        lambdas = installed(monkeypatch)
        lambdas.deploy("InboundMachine", "INBOUND_MACHINE_ARN")
        lambdas.deploy("WindowMachine", "WINDOW_MACHINE_ARN")
        with metered() as readings:
            made = Road(readings, lambdas, the_time, logged)
            made.say(999_999)
            made.follow()
            the_time.advance(hours=25)
            made.ring()
            _forget(made)
            yield made


def _forget(made: Road) -> None:
    for counted in (made.readings.written, made.readings.read, made.readings.calls):
        counted.clear()
    made.lambdas.invoked.clear()
    made.logged.truncate(made.logged.seek(0))
    made.messages = made.webhooks = made.batches = made.wake_ups = 0


@contextmanager
def _logs() -> Iterator[io.StringIO]:
    written, handler = io.StringIO(), logger.registered_handler
    before = handler.setStream(written)  # type: ignore[attr-defined]
    try:
        yield written
    finally:
        handler.setStream(before)  # type: ignore[attr-defined]


def play(made: Road, customers: int, windows: int) -> None:
    """``customers``, one after the other on each of ``windows`` days, to the end of each window."""
    for _ in range(windows):
        for customer in range(customers):
            made.the_time.advance(minutes=20)
            _window(made, [customer])
        made.the_time.advance(hours=25)
        made.ring()


def crowd(made: Road, customers: int, windows: int) -> None:
    """The same, but that all of them write at the same times, so that each batch is larger."""
    for _ in range(windows):
        _window(made, range(customers))
        made.the_time.advance(hours=25)
        made.ring()


def _window(made: Road, customers: Iterable[int]) -> None:
    begun = made.the_time.now
    for breath in BREATHS:
        for second in breath:
            made.the_time.now = begun + second * 1000
            for customer in customers:
                made.say(customer)
        made.follow()
