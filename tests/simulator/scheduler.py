"""Does things later: a heap of due times, one thread that sleeps until the next, and workers."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

Task = Callable[[], object]


class Scheduler:
    def __init__(self, workers: int = 16) -> None:
        self._changed = threading.Condition()
        self._heap: list[tuple[float, int, Task]] = []
        self._numbers = itertools.count()
        self._running = 0
        self._stopped = False
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="callback")
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)
        self._thread.start()

    def later(self, seconds: float, task: Task) -> None:
        """Run ``task`` on a worker after ``seconds``; not at all once stopped or forgotten."""
        with self._changed:
            heapq.heappush(self._heap, (time.monotonic() + seconds, next(self._numbers), task))
            self._changed.notify_all()

    def forget(self) -> None:
        """Drop what has not begun."""
        with self._changed:
            self._heap.clear()
            self._changed.notify_all()

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is due or running; False if ``seconds`` were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._heap and not self._running, seconds)

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._heap.clear()
            self._changed.notify_all()
        self._thread.join()
        self._workers.shutdown(wait=True, cancel_futures=True)

    def _run(self) -> None:
        while (task := self._next()) is not None:
            self._workers.submit(self._do, task).add_done_callback(_show_a_mistake)

    def _next(self) -> Task | None:
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                if self._heap and self._heap[0][0] <= now:
                    self._running += 1
                    return heapq.heappop(self._heap)[2]
                self._changed.wait(self._heap[0][0] - now if self._heap else None)
        return None

    def _do(self, task: Task) -> None:
        try:
            task()
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()


def _show_a_mistake(future: Future[None]) -> None:
    if not future.cancelled():
        future.result()  # what a callback raises, concurrent.futures logs
