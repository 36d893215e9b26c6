"""``python -m tests.simulator --port N --webhook-url URL --config accounts.json``."""

import argparse
import json
import signal
import threading
from contextlib import ExitStack
from pathlib import Path

from shared import clock
from tests.moved_clock import MovedClock
from tests.simulator.simulator import running_simulator


def main() -> None:
    """Serve until SIGINT or SIGTERM; prints the URL once it listens."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--webhook-url", help="base of our webhooks; POST /options can set it")
    parser.add_argument("--config", type=Path, required=True, help="`accounts` of stack.json")
    parser.add_argument("--allow-strangers", action="store_true", help="see Options.strangers")
    parser.add_argument("--clock", type=Path, help="the file of a clock that can be moved")
    wanted = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    accounts = json.loads(wanted.config.read_text())
    with ExitStack() as up:
        simulator = up.enter_context(running_simulator(accounts, wanted.webhook_url, wanted.port))
        if wanted.clock:
            simulator.clock = MovedClock(wanted.clock)
            up.enter_context(clock.running_on(simulator.clock))
        if wanted.allow_strangers:
            simulator.options.strangers = "allowed"
        print(simulator.url, flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
