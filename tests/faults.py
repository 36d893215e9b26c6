"""Faults between us and AWS, for every test of a crash, a throttle or a lost answer.

They hang on the events of the real botocore clients of ``shared.aws``, so nothing of ours is
replaced, and retries with their sleeps are passed over. Clients that a test makes for itself
(``cloud.client(…)``) are neither counted nor harmed. ``faults`` below is this module::

    with faults.injected() as calls:                    # only look
        handler(event, None)
    assert calls.operations == ["PutItem"]

    with faults.injected(faults.throttled("PutItem", times=2)): ...
    with faults.injected(faults.timed_out("PutItem", done=True)): ...   # done, the answer lost
    with faults.injected(faults.down("dynamodb"), faults.down("sqs")): ...

A crash at every point of a run, each followed by whatever comes back by itself::

    for point in faults.crash_points(lambda: handler(event_of("counted"), None)):
        mine = event_of(str(point))             # a message of its own, so that one cloud will do
        faults.run_until(point, lambda: handler(mine, None))
        handler(mine, None)                                             # the redelivery
        assert ...                                                      # once, nothing lost

After a crash the process is dead: each later call in the block crashes too (``finally`` blocks
and other threads included). What it kept in memory lives on unless the test drops it, e.g. with
``credentials.forget()``.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError

from shared import aws, configuration

SERVICES: Final = ("dynamodb", "s3", "sqs", "secretsmanager", "stepfunctions")
# What they cause is written by calls of its own.
_LEAVE_NOTHING: Final = frozenset(
    {"GetItem", "Query", "GetObject", "HeadObject", "GetSecretValue", "StartSyncExecution"}
)
_MARK: Final = "call_number_of_tests"
When = Literal["before", "after"]


class Crash(BaseException):
    """The process dies here. Not an Exception: nothing of ours may catch it."""


@dataclass(frozen=True, slots=True)
class CrashPoint:
    """Just before or just after the AWS call with this number, counted from 0."""

    call: int
    when: When

    def __str__(self) -> str:
        return f"{self.when}-{self.call}"


@dataclass(slots=True)
class Fault:
    """What happens to calls of ``name`` (a service or an operation), ``times`` times."""

    name: str
    strike: Callable[[], Any]  # raises, or returns an answer instead of AWS's
    times: float
    when: When = "before"


def throttled(operation: str, *, times: float = 1) -> Fault:
    """AWS says that it is too busy; nothing was done."""
    return refused(operation, "ThrottlingException", times=times)


def refused(operation: str, code: str, *, times: float = 1, status: int = 400) -> Fault:
    """AWS answers with the error ``code``; nothing was done."""
    return Fault(operation, lambda: _error(code, status), times)


def cancelled(*reasons: str, times: float = 1) -> Fault:
    """A transaction is refused: a reason per action, e.g. ``"TransactionConflict"``, or ``""``."""

    def strike() -> tuple[AWSResponse, dict[str, Any]]:
        http, parsed = _error("TransactionCanceledException", 400)
        return http, {**parsed, "CancellationReasons": [{"Code": r or "None"} for r in reasons]}

    return Fault("TransactWriteItems", strike, times)


def timed_out(operation: str, *, times: float = 1, done: bool = False) -> Fault:
    """No answer came in time. ``done``: AWS did it all the same."""
    return Fault(operation, _time_out, times, "after" if done else "before")


def down(service: str) -> Fault:
    """Every call to ``service`` (e.g. ``"dynamodb"``) ends without an answer."""
    return Fault(service, _time_out, float("inf"))


def _time_out() -> None:
    raise ReadTimeoutError(endpoint_url="https://aws.test")


def _error(code: str, status: int) -> tuple[AWSResponse, dict[str, Any]]:
    parsed = {
        "Error": {"Code": code, "Message": "injected"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return AWSResponse("https://aws.test", status, HTTPHeaders(), None), parsed


@dataclass(slots=True)
class Calls:
    """What was asked of AWS inside the block, in the order of asking."""

    faults: list[Fault]
    crash: CrashPoint | None = None
    operations: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)  # as sent, body still encoded
    dead: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, operation: str) -> int:
        return self.operations.count(operation)

    def before(self, model: Any, params: Any, context: Any, **_: Any) -> Any:
        with self._lock:
            context[_MARK] = number = len(self.operations)
            self._maybe_die(number, "before")
            self.operations.append(model.name)
            self.requests.append(params)
            fault = self._due(model, "before")
        return fault.strike() if fault else None

    def after(self, model: Any, context: Any, **_: Any) -> None:
        with self._lock:
            self._maybe_die(context[_MARK], "after")
            fault = self._due(model, "after")
        if fault:
            fault.strike()

    def _maybe_die(self, number: int, when: When) -> None:
        if self.dead or (self.crash == CrashPoint(number, when)):
            self.dead = True
            raise Crash(f"{when} call {number}")

    def _due(self, model: Any, when: When) -> Fault | None:
        names = (model.name, model.service_model.service_name)
        for fault in self.faults:
            if fault.when == when and fault.times > 0 and fault.name in names:
                fault.times -= 1
                return fault
        return None


@contextmanager
def injected(*faults: Fault, crash: CrashPoint | None = None) -> Iterator[Calls]:
    """Record the AWS calls of the block and let ``faults`` befall them."""
    calls = Calls([replace(fault) for fault in faults], crash)
    emitters = [aws.client(service).meta.events for service in SERVICES]
    for emitter in emitters:
        emitter.register("before-call", calls.before)
        emitter.register("after-call", calls.after)
    try:
        yield calls
    finally:
        for emitter in emitters:
            emitter.unregister("before-call", calls.before)
            emitter.unregister("after-call", calls.after)


def crash_points(run: Callable[[], object]) -> list[CrashPoint]:
    """Run once, unharmed, and name every point before and after one of its AWS calls."""
    configuration.forget()  # whoever comes after a crash has nothing kept
    with injected() as calls:
        run()
    return [
        CrashPoint(number, when)
        for number in range(len(calls.operations))
        for when in ("before", "after")
    ]


def lasting_points(run: Callable[[], object]) -> list[CrashPoint]:
    """Those of ``crash_points`` after which AWS is left in different states: before anything was
    done, and after each call that writes. A run that died elsewhere left the same as one of these,
    unless it has told somebody beside AWS in between."""
    configuration.forget()
    with injected() as calls:
        run()
    written = [n for n, name in enumerate(calls.operations) if name not in _LEAVE_NOTHING]
    return [CrashPoint(0, "before"), *(CrashPoint(number, "after") for number in written)]


def run_until(point: CrashPoint, run: Callable[[], object]) -> Calls:
    """Run into the crash at ``point``; fails if the run does not come that far."""
    configuration.forget()
    with injected(crash=point) as calls:
        try:
            run()
        except Crash:
            return calls
    raise AssertionError(f"no crash {point}: only {calls.operations}")
