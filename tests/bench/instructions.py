"""Counts the instructions of a Python program: with valgrind, or with perf where the machine has
the counters. Both are the same from run to run, valgrind to a millionth, perf to a hundredth."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from tests.local.places import ROOT

_COUNTS: Final = (
    re.compile(r"I\s+refs:\s+([\d,]+)"),
    re.compile(r"^(\d+),,instructions:u", re.MULTILINE),
)
_VALGRIND: Final = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_PERF: Final = ("stat", "-x,", "-e", "instructions:u")


class NoCounter(Exception):
    """Neither valgrind nor perf counts instructions here."""


def counted(arguments: Sequence[str], python: str = sys.executable) -> int:
    """How many instructions ``python`` with ``arguments`` takes from start to end.

    Raises NoCounter without a counter, RuntimeError if the program fails.
    """
    for name, options in (("valgrind", _VALGRIND), ("perf", _PERF)):
        if found := shutil.which(name):
            count = _run([found, *options, python, *arguments])
            if count is not None:
                return count
    raise NoCounter("neither valgrind nor perf counts instructions here")


def read(written: str) -> int | None:
    """The count in what a counter wrote; None if there is none."""
    found = next((match for pattern in _COUNTS if (match := pattern.search(written))), None)
    return int(found[1].replace(",", "")) if found else None


def _run(command: list[str]) -> int | None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT), "AWS_DEFAULT_REGION": "eu-west-1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return read(done.stderr)


def each(module: str, way: str, times: int, *arguments: str) -> float:
    """Instructions of one repetition: those of ``times``, less those of none.

    The run of none goes twice, since the first may have had to compile what it imports.
    """
    counted(["-m", module, way, "0", *arguments])
    runs = [counted(["-m", module, way, str(n), *arguments]) for n in (0, times)]
    return (runs[1] - runs[0]) / times
