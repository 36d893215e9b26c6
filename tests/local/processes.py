"""Child processes that never outlive the stack."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.local.places import ROOT

_TIED = str(Path(__file__).with_name("tied.py"))


class Died(Exception):
    """A process of the stack ended by itself; its log says why."""


class Process:
    """A command that runs until ``stop``, or until this process ends in whatever way.

    It gets a session of its own, so that Ctrl-C reaches only us and we stop things in order.
    """

    def __init__(self, command: Sequence[str], *, env: Mapping[str, str], log: Path) -> None:
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                [sys.executable, "-S", _TIED, *command],
                stdin=subprocess.PIPE,
                stdout=sink,
                stderr=sink,
                cwd=ROOT,
                env=dict(env),
                start_new_session=True,
            )

    def demand_alive(self) -> None:
        """Raises Died with the end of its log if it is not running."""
        if self._process.poll() is not None:
            tail = self.log.read_text(errors="replace")[-2000:]
            raise Died(f"exit code {self._process.returncode}, log {self.log}:\n{tail}")

    @property
    def group(self) -> int:
        """Its process group: itself and all it has started."""
        return self._process.pid

    def stop(self, grace: float = 65) -> None:
        """SIGTERM, time to save and leave, then SIGKILL for whatever is left of the group."""
        if self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(grace)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
