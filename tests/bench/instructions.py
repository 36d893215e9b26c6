"""Counts the instructions of a Python program with valgrind: the same from run to run."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from tests.local.places import ROOT

_COUNT: Final = re.compile(r"I\s+refs:\s+([\d,]+)")


class NoCounter(Exception):
    """valgrind is not installed here."""


def counted(arguments: Sequence[str], python: str = sys.executable) -> int:
    """How many instructions ``python`` with ``arguments`` takes from start to end.

    Raises NoCounter without valgrind, RuntimeError if the program fails.
    """
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise NoCounter("valgrind is not installed")
    counter = [valgrind, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = subprocess.run(
        [*counter, python, *arguments],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT), "AWS_DEFAULT_REGION": "eu-west-1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = _COUNT.search(done.stderr)
    if done.returncode or not found:
        raise RuntimeError(done.stderr[-2000:])
    return int(found[1].replace(",", ""))


def each(module: str, way: str, times: int, *arguments: str) -> float:
    """Instructions of one repetition: those of ``times``, less those of none.

    The run of none goes twice, since the first may have had to compile what it imports.
    """
    counted(["-m", module, way, "0", *arguments])
    runs = [counted(["-m", module, way, str(n), *arguments]) for n in (0, times)]
    return (runs[1] - runs[0]) / times
