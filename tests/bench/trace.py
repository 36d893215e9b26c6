"""A recorded day of customers, played through the real handlers under moto with the meter on.

In each window a customer writes two messages in one breath and a third soon after, and the same
again some minutes later: six messages. Every fifth webhook comes twice. The stream is read after
each breath, so that a batch holds 1.5 messages on average. Timers ring when their time has come.
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
from shared import clock, conversations, credentials, ids, sending
from shared.accepting import Draft, accept
from shared.channels import WHATSAPP
from shared.observability import logger
from shared.settings import settings
from shared.table import Item
from tests import events
from tests.bench.metering import Readings, metered
from tests.clock import SteppingClock
from tests.conftest import running_cloud
from tests.functions.follow_log.stream_reader import StreamReader, batch
from tests.journeys import timers
from tests.machines import Lambdas, installed

NOON: Final = 1_767_225_600_000
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000  # ms
BREATHS: Final = ((0, 1), (30,), (400, 401), (430,))  # seconds after the first message
REDELIVERED: Final = 5  # every so many webhooks one comes again
UNANSWERED: Final = 4  # every so many windows nobody answers, where people answer at all
ANSWER: Final = Draft("text", "Hello, Ana here.", author_kind="agent", author_id="ana")
_ANSWERED_AFTER_S: Final = 90
ANSWERING: Final = "answer"
RINGING: Final = "ring"
# All that comes of what customers say, but for what people answer.
INBOUND: Final = ("webhook", "redelivery", "follow", "orchestrate", "send", RINGING)


@dataclass(slots=True)
class Road:
    """A deployment in process. ``readings.phase`` says what work is being done, ``of`` that all of
    it is an answer's."""

    readings: Readings
    lambdas: Lambdas
    the_time: SteppingClock
    logged: io.StringIO
    reader: StreamReader = field(default_factory=StreamReader)
    messages: int = 0
    answers: int = 0
    of: str = ""

    @property
    def webhooks(self) -> int:
        return sum(self._invoked(phase, "WhatsappWebhookFunction") for phase in INBOUND)

    @property
    def batches(self) -> int:
        """Of the stream, but for those of answers."""
        return self._invoked("follow", "FollowLogFunction")

    def _invoked(self, phase: str, function: str) -> int:
        return self.readings.invoked[phase, function]

    def say(self, customer: int) -> None:
        """One text of ``customer``, now, and perhaps its redelivery."""
        self.messages += 1
        event = text_of(customer, f"wamid.{customer}.{self.messages}", self.the_time.now)
        for phase in ("webhook", "redelivery")[: 2 if self.messages % REDELIVERED == 0 else 1]:
            with self._doing(phase, "WhatsappWebhookFunction"):
                answer = webhook.lambda_handler(event, None)
            assert answer["statusCode"] == 200

    def answer(self, customer: int) -> None:
        """An agent's answer to ``customer``, until it is sent and all that follows has followed."""
        self.of = ANSWERING
        self.answers += 1
        with self._doing(ANSWERING, "AgentApiFunction"):
            summary = conversations.summary(_conversation(customer))
            assert summary
            accept(summary, ANSWER, at=self.the_time.now, ref=f"answer.{self.answers}")
        self.follow()
        self.of = ""

    def follow(self) -> None:
        """All that comes of it: stream and mailbox, until both are empty."""
        while records := self.reader.read():
            with self._doing("follow", "FollowLogFunction"):
                stream.lambda_handler(batch(records), None)
            self._wake()
            self._send()

    def _wake(self) -> None:
        sqs, url = boto3.client("sqs"), settings().wake_queue_url
        while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages"):
            self._start(_as_record(got[0]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"])

    def _start(self, wake_up: dict[str, Any]) -> None:
        with self._doing("orchestrate", "OrchestrateFunction"):
            assert start.lambda_handler({"Records": [wake_up]}, None) == {"batchItemFailures": []}

    def _send(self) -> None:
        """What is to go out goes, and the platform takes it at once."""
        sqs, url = boto3.client("sqs"), settings().send_queue_url
        while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages"):
            wake_up = {"Records": [_as_record(got[0])]}
            with self._doing("send", "WhatsappSendFunction"):
                sending.deliver(wake_up, WHATSAPP, _taken, _none)
            sqs.delete_message(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"])

    def ring(self, until: int) -> None:
        """Go on to ``until`` (ms), and ring each timer at its time on the way.

        The function that rings runs each minute whether or not there is anything to ring: what it
        reads and its mark are costs of a month, only the wake-ups are those of the day.
        """
        while self._rang(until):
            self._wake()
            self.follow()
        self.the_time.now = max(self.the_time.now, until)

    def _rang(self, until: int) -> bool:
        """Whether there was a timer to ring by ``until``; the next one has rung then."""
        self.readings.phase = RINGING
        at = timers.next_at()
        if at is not None and at <= until:
            self.the_time.now = max(self.the_time.now, at)
            timers.ring()
        self.readings.phase = ""
        self.readings.drop_units(RINGING)
        return at is not None and at <= until

    @contextmanager
    def _doing(self, phase: str, function: str) -> Iterator[None]:
        """``function`` runs inside the block, in ``phase`` or for an answer."""
        readings, phase = self.readings, self.of or phase
        readings.phase, logged, steps = phase, self.logged.tell(), len(self.lambdas.invoked)
        try:
            yield
        finally:
            readings.phase = ""
            readings.logged[phase] += self.logged.tell() - logged
            for name in (function, *self.lambdas.invoked[steps:]):
                readings.invoked[phase, name] += 1


def _as_record(message: Any) -> dict[str, Any]:
    attributes = {"MessageGroupId": message["MessageId"]}
    return {"messageId": message["MessageId"], "body": message["Body"], "attributes": attributes}


def _taken(message: Item, _: object) -> str:
    return f"wamid.{message['sk']}"


def _none(*_: object) -> None:
    """No signal is asked for on the road."""


def _conversation(customer: int) -> str:
    """The newest of the customer's two ids names it."""
    return ids.conversation_id(credentials.id_key(), "whatsapp", "main", _scoped(customer))


def _scoped(customer: int) -> str:
    return f"ES.{customer:020d}"


def text_of(customer: int, provider_id: str, at: int) -> events.Event:
    payload = events.payload_of(events.load("whatsapp", "text_message"))
    value = payload["entry"][0]["changes"][0]["value"]
    phone, scoped = f"34600{customer:06d}", _scoped(customer)
    value["contacts"][0] |= {"wa_id": phone, "user_id": scoped}
    said = {"from": phone, "from_user_id": scoped, "id": provider_id, "timestamp": str(at // 1000)}
    value["messages"][0] |= said
    return events.meta_event("whatsapp", events.as_meta_writes(payload))


@contextmanager
def road(known: int = 0) -> Iterator[Road]:
    """A fresh deployment; ``known`` customers have written before. Warming it is not counted."""
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
            for customer in (999_999, *range(known)):
                made.say(customer)
                made.follow()
            made.ring(the_time.now + DAY + HOUR)
            _forget(made)
            yield made


def _forget(made: Road) -> None:
    readings = made.readings
    for counted in (readings.written, readings.read, readings.calls, readings.asked):
        counted.clear()
    readings.invoked.clear()
    readings.logged.clear()
    made.messages = made.answers = 0


@contextmanager
def _logs() -> Iterator[io.StringIO]:
    written, handler = io.StringIO(), logger.registered_handler
    before = handler.setStream(written)  # type: ignore[attr-defined]
    try:
        yield written
    finally:
        handler.setStream(before)  # type: ignore[attr-defined]


def play(made: Road, customers: Iterable[int], windows: int, *, answered: bool = False) -> None:
    """``customers``, one after the other on each of ``windows`` days, to the end of each window.

    ``answered``: an agent gives one answer in three of four windows.
    """
    turn = 0
    for _ in range(windows):
        for customer in customers:
            made.ring(made.the_time.now + 20 * MINUTE)
            turn += 1
            _window(made, [customer], answered=answered and turn % UNANSWERED != 0)
        made.ring(made.the_time.now + DAY + HOUR)


def crowd(made: Road, customers: Iterable[int], windows: int) -> None:
    """The same, but that all of them write at the same times, so that each batch is larger."""
    for _ in range(windows):
        _window(made, customers, answered=False)
        made.ring(made.the_time.now + DAY + HOUR)


def _window(made: Road, customers: Iterable[int], *, answered: bool) -> None:
    begun = made.the_time.now
    for breath in BREATHS:
        for second in breath:
            made.ring(begun + second * 1000)
            for customer in customers:
                made.say(customer)
        made.follow()
    made.ring(made.the_time.now + _ANSWERED_AFTER_S * 1000)
    if answered:
        for customer in customers:
            made.answer(customer)
