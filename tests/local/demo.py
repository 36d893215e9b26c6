"""``make demo``: a stack of its own, and on it every channel's journey, desk and window."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from shared.channels import CHANNELS
from tests.local import desk, offered, windows
from tests.local.client import Client, Unexpected
from tests.local.customer_journey import journey, scene
from tests.local.desk_settings import taken_back
from tests.local.places import LOCAL, Ports, chosen_ports, free_ports
from tests.local.run import TROUBLES, interruptible, summary, tell
from tests.local.stack import Options, Stack, running
from tests.local.story import Scene, Step, StepMissing, play


def main() -> int:
    LOCAL.mkdir(exist_ok=True)
    with interruptible(), tempfile.TemporaryDirectory(prefix="demo-", dir=LOCAL) as folder:
        state = Path(folder)
        options = Options(_ports(), state, published=(state / "stack.json",))
        try:
            with running(options, tell) as (stack, _):
                print(summary(stack, state / "stack.json"), flush=True)
                _play_all(stack)
        except KeyboardInterrupt:
            tell("interrupted")
            return 130
        except (*TROUBLES, StepMissing, Unexpected) as trouble:
            print(f"\nMISSING: {trouble}", file=sys.stderr, flush=True)
            return 1
    print("\nEvery step of every channel was seen.", flush=True)
    return 0


def _ports() -> Ports:
    return chosen_ports() if os.environ.get("LOCAL_PORT") else free_ports()


def _play_all(stack: Stack) -> None:
    for channel in CHANNELS:
        _play(scene(Client(stack), channel), "a customer's journey", journey(channel))
    for channel in offered.CHANNELS:
        _play_desk(stack, channel)
    for channel in CHANNELS:
        # Last, for each moves the clock of the whole stack on.
        if steps := windows.steps(channel):
            where = scene(Client(stack), channel)
            _play(where, "a window, played by moving the clock", steps)


def _play_desk(stack: Stack, channel: str) -> None:
    where = scene(Client(stack), channel)
    with taken_back(where):
        _play(where, "a menu, an answer, people and a survey, written by the API", desk.steps())


def _play(where: Scene, title: str, steps: Sequence[Step]) -> None:
    print(f"\n{where.channel}: {title}", flush=True)
    for step, proof, seconds in play(steps, where):
        print(f"  ok {seconds:5.1f} s  {step.what}\n               {proof}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
