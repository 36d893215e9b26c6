"""``make run``: the whole stack on this machine, in the foreground until it is interrupted."""

import argparse
import logging
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.local.build import BuildFailed
from tests.local.deploy import DeployFailed
from tests.local.places import LOCAL, PortsTaken, chosen_ports, state_folder
from tests.local.processes import Died
from tests.local.registry import NotSynced
from tests.local.stack import Options, Stack, running
from tests.local.tokens import NotIssued
from tests.local.waiting import Late

TROUBLES = (PortsTaken, BuildFailed, DeployFailed, NotIssued, NotSynced, Died, Late)


def main() -> int:
    with interruptible():
        try:
            options = _options()
            with running(options, tell) as (stack, demand_alive):
                print(summary(stack, options.published[0]), flush=True)
                while True:
                    demand_alive()
                    time.sleep(1)
        except KeyboardInterrupt:
            tell("stopped")
            return 0
        except TROUBLES as trouble:
            print(f"\n{trouble}", file=sys.stderr, flush=True)
            return 1


@contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM does what Ctrl-C does, once: what follows is the way down, which must be finished."""

    def interrupt(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    yield


def tell(text: str) -> None:
    print(f"threadline: {text}", flush=True)


def summary(stack: Stack, file: Path) -> str:
    """Where everything is."""
    lines = [f"  {name.removesuffix('_url'):10} {stack[name]}" for name in stack if "_url" in name]
    return "\n".join(["", *lines, "", f"Tokens and secrets: {file}. Ctrl-C stops."])


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m tests.local.run", description=__doc__)
    parser.add_argument("--state", type=Path, help="a state folder, which then gets stack.json too")
    parser.add_argument("--enforce-iam", action="store_true", help="hold functions to their roles")
    parser.add_argument("--seed", type=int, default=0, help="of what AWS leaves to chance")
    parser.add_argument("--visibility", type=int, help="seconds, of all queues")
    wanted = parser.parse_args()
    ports = chosen_ports()
    state = wanted.state or state_folder(ports)
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    return Options(
        ports=ports,
        state=state,
        published=(
            (state / "stack.json",)
            if wanted.state
            else (LOCAL / "stack.json", LOCAL / f"stack-{ports.first}.json")
        ),
        enforce_iam=wanted.enforce_iam,
        seed=wanted.seed,
        visibility_s=wanted.visibility,
    )


if __name__ == "__main__":
    sys.exit(main())
