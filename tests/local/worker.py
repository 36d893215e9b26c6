"""Runs a handler under AWS's own runtime client, on the clock of the local stack.

Run as a script by a function's ``bootstrap``; LOCAL_CLOCK names the stack's file.
"""

import os
import runpy
import sys
from pathlib import Path


def main() -> None:
    ours = str(Path(__file__).parents[2])
    # The handler must find nothing but what is deployed.
    sys.path.append(ours)
    from tests.moved_clock import MovedClock

    sys.path.remove(ours)
    from shared import clock

    with clock.running_on(MovedClock(Path(os.environ["LOCAL_CLOCK"]))):
        runpy.run_module("awslambdaric", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
