"""Calls our webhooks as a platform does: again after growing gaps until it is taken or given up."""

import http.client
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from shared import clock
from tests.simulator.journal import Call, Journal
from tests.simulator.options import Options
from tests.simulator.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Callback:
    """One call to a webhook, signed. ``again`` makes the next try where tries differ."""

    channel: str
    path: str
    body: bytes
    headers: Mapping[str, str]
    method: str = "POST"
    taken_with: tuple[int, ...] = (200,)
    again: Callable[[int], "Callback"] | None = None


class Webhook:
    def __init__(self, journal: Journal, options: Options, scheduler: Scheduler) -> None:
        self.url: str | None = None  # the base; None until somebody listens
        self._journal, self._options, self._scheduler = journal, options, scheduler

    def deliver(self, callback: Callback, attempt: int = 1, *, retry: bool = True) -> Call:
        """Call once, now; further tries follow by themselves if this one was not taken."""
        call = self._call(callback, attempt)
        self._journal.called(call)
        gaps = self._options.retry_gaps
        if retry and call.status not in callback.taken_with and attempt <= len(gaps):
            following = callback.again(attempt + 1) if callback.again else callback
            self._scheduler.later(gaps[attempt - 1], lambda: self.deliver(following, attempt + 1))
        return call

    def in_turn(self, seconds: float, callbacks: Sequence[Callback], gap: float) -> None:
        """Call the first after ``seconds``, each further one ``gap`` after our answer to the last.

        One that is not taken comes again by itself and holds up nobody.
        """

        def first() -> None:
            self.deliver(callbacks[0])
            self.in_turn(gap, callbacks[1:], gap)

        if callbacks:
            self._scheduler.later(seconds, first)

    def _call(self, callback: Callback, attempt: int) -> Call:
        call = Call(
            channel=callback.channel,
            method=callback.method,
            url=(self.url or "").rstrip("/") + callback.path,
            headers=callback.headers,
            body=callback.body,
            attempt=attempt,
            time=clock.rfc3339(clock.now_ms()),
        )
        if self.url is None:
            return replace(call, error="no webhook URL is set yet")
        try:
            return self._exchange(call)
        except (OSError, http.client.HTTPException) as error:
            return replace(call, error=f"{type(error).__name__}: {error}")

    def _exchange(self, call: Call) -> Call:
        parts = urlsplit(call.url)
        connection = http.client.HTTPConnection(
            parts.hostname or "", parts.port, timeout=self._options.webhook_timeout
        )
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(call.method, target, call.body, dict(call.headers))
            answer = connection.getresponse()
            return replace(
                call,
                status=answer.status,
                answer_headers=dict(answer.getheaders()),
                answer=answer.read(),
            )
        finally:
            connection.close()
