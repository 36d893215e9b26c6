"""What happened: every request taken, every message accepted, every call made to our webhooks."""

import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared import clock
from tests.simulator.exchange import Answer, Request, Silence


@dataclass(slots=True)
class Taken:
    """A request to the platform. ``status`` is None while, or because, nothing was answered."""

    channel: str
    request: Request
    time: str
    status: int | None = None
    answer: bytes = b""
    fault: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "channel": self.channel,
            "method": self.request.method,
            "path": self.request.path,
            "query": self.request.raw_query,
            "headers": dict(self.request.headers),
            "body": b64encode(self.request.body).decode(),
            "time": self.time,
            "status": self.status,
            "answer": b64encode(self.answer).decode(),
            "fault": self.fault,
        }


@dataclass(slots=True)
class Message:
    """A message the platform has really accepted from us."""

    channel: str
    id: str
    to: str
    type: str
    content: Mapping[str, Any]
    time: str
    at: int
    statuses: list[str] = field(default_factory=list)  # what we are told about it, in that order

    def as_json(self) -> dict[str, Any]:
        names = ("channel", "id", "to", "type", "content", "time", "statuses")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True)
class Call:
    """One request to our webhook and our answer; ``status`` None and ``error`` if none came."""

    channel: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    attempt: int
    time: str
    status: int | None = None
    answer_headers: Mapping[str, str] = field(default_factory=dict)
    answer: bytes = b""
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "channel": self.channel,
            "attempt": self.attempt,
            "time": self.time,
            "posted": {
                "method": self.method,
                "url": self.url,
                "headers": dict(self.headers),
                "body": b64encode(self.body).decode(),
            },
            "answer": {
                "status": self.status,
                "headers": dict(self.answer_headers),
                "body": self.answer.decode(errors="replace"),
                "error": self.error,
            },
        }


class Journal:
    """Safe to use from any thread; ``wait_for`` wakes at every change."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.taken: list[Taken] = []
        self.messages: list[Message] = []
        self.calls: list[Call] = []

    def take(self, channel: str, request: Request) -> Taken:
        taken = Taken(channel, request, clock.rfc3339(clock.now_ms()))
        with self.changed:
            self.taken.append(taken)
            self.changed.notify_all()
        return taken

    def answered(self, taken: Taken, answer: Answer | Silence) -> None:
        with self.changed:
            if isinstance(answer, Answer):
                taken.status, taken.answer = answer.status, answer.body
            self.changed.notify_all()

    def accepted(self, message: Message) -> None:
        with self.changed:
            self.messages.append(message)
            self.changed.notify_all()

    def called(self, call: Call) -> None:
        with self.changed:
            self.calls.append(call)
            self.changed.notify_all()

    def message(self, message_id: str) -> Message | None:
        with self.changed:
            return next((found for found in self.messages if found.id == message_id), None)

    def wait_for(self, happened: Callable[[], bool], seconds: float) -> bool:
        with self.changed:
            return self.changed.wait_for(happened, seconds)

    def reset(self) -> None:
        with self.changed:
            for records in (self.taken, self.messages, self.calls):
                records.clear()
